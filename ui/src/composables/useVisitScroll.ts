import { nextTick, onBeforeUnmount, watch, type Ref } from 'vue';
import { useRoute } from 'vue-router';
import { useDraftStore } from '@/stores/draft';
import { placeOf } from './visitPlace';

/**
 * Comes back to the same place of a visit, or to the item that was asked for. After a restart the
 * place is the item that was answered last.
 */
export function useVisitScroll(id: string, scroller: Ref<HTMLElement | null>) {
  const store = useDraftStore();
  const route = useRoute();

  const reduced = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

  function show(elementId: string, block: ScrollLogicalPosition, behavior: ScrollBehavior) {
    document.getElementById(elementId)?.scrollIntoView({ block, behavior });
  }
  const glide = () => (reduced() ? 'auto' : 'smooth');

  function comeBack(element: HTMLElement) {
    const top = store.scrolled.get(id);
    const last = placeOf(id);
    if (top !== undefined) element.scrollTop = top;
    else if (last !== null) show(`item-${last}`, 'center', 'auto');
  }

  watch(scroller, async (element) => {
    if (element === null) return;
    await nextTick();
    const { item } = route.query;
    if (typeof item === 'string') show(`item-${item}`, 'center', glide());
    else comeBack(element);
  });
  onBeforeUnmount(() => {
    if (scroller.value !== null) store.scrolled.set(id, scroller.value.scrollTop);
  });

  return { jump: (group: string) => show(`group-${group}`, 'start', glide()) };
}
