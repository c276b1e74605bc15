import { nextTick, watch, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { placeOf, rememberPlace } from './draftMemory';
import { useDebounced } from './useDebounced';

/** Where a reader of the list looks: below the heading that sticks to its top. */
const HEADING = 80;

/**
 * Comes back to the same place of a visit, also after the app was killed behind the camera, or to
 * the item that was asked for.
 */
export function useVisitScroll(id: string, scroller: Ref<HTMLElement | null>) {
  const route = useRoute();
  const router = useRouter();
  const { later } = useDebounced(remember, 150);

  const reduced = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const glide = () => (reduced() ? 'auto' : 'smooth');

  function show(elementId: string, block: ScrollLogicalPosition) {
    document.getElementById(elementId)?.scrollIntoView({ block, behavior: glide() });
  }

  function remember() {
    const list = scroller.value;
    if (list === null) return;
    const { top } = list.getBoundingClientRect();
    const anchors = [...list.querySelectorAll('[id^="item-"]')];
    const first = anchors.find((one) => one.getBoundingClientRect().bottom > top + HEADING);
    if (first === undefined) return;
    rememberPlace(id, { anchor: first.id, below: first.getBoundingClientRect().top - top });
  }

  function comeBack(list: HTMLElement) {
    const place = placeOf(id);
    const anchor = place && document.getElementById(place.anchor);
    if (!anchor) return;
    const below = anchor.getBoundingClientRect().top - list.getBoundingClientRect().top;
    list.scrollTop += below - place.below;
  }

  watch(scroller, async (list, _, onCleanup) => {
    if (list === null) return;
    const heard = () => later();
    onCleanup(() => list.removeEventListener('scroll', heard));
    await nextTick();
    const { item } = route.query;
    if (typeof item === 'string') {
      show(`item-${item}`, 'center');
      // Asked for once: after this the page keeps its own place.
      void router.replace({ query: {} });
    } else {
      comeBack(list);
    }
    list.addEventListener('scroll', heard, { passive: true });
  });

  return { jump: (group: string) => show(`group-${group}`, 'start') };
}
