import { nextTick, onBeforeUnmount, watch, type Ref } from 'vue';
import { useRoute } from 'vue-router';
import { useDraftStore } from '@/stores/draft';

/** Comes back to the same place of a visit, or to the item that was asked for. */
export function useVisitScroll(id: string, scroller: Ref<HTMLElement | null>) {
  const store = useDraftStore();
  const route = useRoute();

  const reduced = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

  function show(elementId: string, position: ScrollLogicalPosition) {
    const behavior = reduced() ? 'auto' : 'smooth';
    document.getElementById(elementId)?.scrollIntoView({ block: position, behavior });
  }

  watch(scroller, async (element) => {
    if (element === null) return;
    await nextTick();
    const { item } = route.query;
    if (typeof item === 'string') show(`item-${item}`, 'center');
    else element.scrollTop = store.scrolled.get(id) ?? 0;
  });
  onBeforeUnmount(() => {
    if (scroller.value !== null) store.scrolled.set(id, scroller.value.scrollTop);
  });

  return { jump: (group: string) => show(`group-${group}`, 'start') };
}
