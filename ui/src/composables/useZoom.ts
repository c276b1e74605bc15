import Panzoom, { type PanzoomObject } from '@panzoom/panzoom';
import { ref, watch, type Ref } from 'vue';

const MOST = 8;
/** How far a double tap goes. */
const CLOSE = 3;

/** Zooms and pans one element by pinch, wheel, double tap and buttons. */
export function useZoom(target: Ref<HTMLElement | null>) {
  const scale = ref(1);
  let panzoom: PanzoomObject | null = null;

  watch(target, (element, _, onCleanup) => {
    const stage = element?.parentElement;
    if (!element || !stage) return;
    const animate = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const zoom = Panzoom(element, {
      maxScale: MOST,
      minScale: 1,
      panOnlyWhenZoomed: true,
      canvas: true,
      animate,
      duration: 120,
      cursor: 'auto',
    });
    const wheel = (event: WheelEvent) => zoom.zoomWithWheel(event);
    const changed = () => {
      scale.value = zoom.getScale();
      // A whole picture stands in the middle again.
      if (scale.value === 1 && (zoom.getPan().x !== 0 || zoom.getPan().y !== 0)) zoom.pan(0, 0);
    };
    const doubled = (event: MouseEvent) => {
      if (zoom.getScale() > 1) zoom.reset();
      else zoom.zoomToPoint(CLOSE, event, { animate });
    };
    panzoom = zoom;
    scale.value = 1;
    stage.addEventListener('wheel', wheel, { passive: false });
    stage.addEventListener('dblclick', doubled);
    element.addEventListener('panzoomchange', changed);
    onCleanup(() => {
      stage.removeEventListener('wheel', wheel);
      stage.removeEventListener('dblclick', doubled);
      element.removeEventListener('panzoomchange', changed);
      zoom.destroy();
      panzoom = null;
    });
  });

  return {
    scale,
    zoomIn: () => panzoom?.zoomIn(),
    zoomOut: () => panzoom?.zoomOut(),
    reset: () => panzoom?.reset({ animate: false }),
  };
}
