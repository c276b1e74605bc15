import { onScopeDispose, ref, watch, type Ref } from 'vue';
import type { Router } from 'vue-router';
import { onBackPressed } from '@/api/back';

/** What lies over the page, the topmost last; each is a function that closes it. */
const over: (() => void)[] = [];

/** Closes what lies on top; `false` when nothing does. */
export function closeTop(): boolean {
  const close = over.at(-1);
  close?.();
  return close !== undefined;
}

/** Going back closes this first, as its own button does, while it is open. */
export function useBackCloses(open: Ref<boolean>, hide: () => void = () => (open.value = false)) {
  // One of its own for each, since it is found by it.
  const close = () => hide();

  function put(now: boolean) {
    const place = over.indexOf(close);
    if (place >= 0) over.splice(place, 1);
    if (now) over.push(close);
    settle();
  }

  // At once, so that a second gesture meets what is open then.
  watch(open, put, { immediate: true, flush: 'sync' });
  onScopeDispose(() => put(false));
}

/** The same for a field whose choices open over the page; it is bound to the field. */
export function useBackHides(field: Readonly<Ref<{ hidePopup: () => void } | null>>) {
  const shown = ref(false);
  useBackCloses(shown, () => {
    field.value?.hidePopup();
    shown.value = false;
  });
  return { onPopupShow: () => (shown.value = true), onPopupHide: () => (shown.value = false) };
}

/** Gives the gesture back to the system; `null` while it has it. */
let giveBack: (() => Promise<void>) | null = null;
let settling: Promise<unknown> = Promise.resolve();

/**
 * The system's gesture is ours only while something is open. Else it goes back a page by itself,
 * and leaves the app from the first.
 */
function settle() {
  settling = settling
    .then(async () => {
      const wanted = over.length > 0;
      if (wanted && giveBack === null) giveBack = await onBackPressed(pressed);
      if (wanted || giveBack === null) return;
      const give = giveBack;
      giveBack = null;
      await give();
    })
    // Then the web view goes back, and the guard below keeps the page.
    .catch(() => undefined);
}

function pressed(canGoBack: boolean) {
  if (!closeTop() && canGoBack) window.history.back();
}

/** Keeps the page when the history goes back while something lies over it, and closes that. */
export function guardBack(router: Router) {
  let back = false;
  router.options.history.listen((_to, _from, { direction }) => (back = direction === 'back'));
  router.beforeEach(() => {
    const going = back;
    back = false;
    return !(going && closeTop());
  });
}
