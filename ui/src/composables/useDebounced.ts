import { onBeforeUnmount } from 'vue';

/** Runs a function once its caller has been quiet for a while; at once when the page is left. */
export function useDebounced<A extends unknown[]>(run: (...args: A) => void, quietMs: number) {
  let pending: { timer: ReturnType<typeof setTimeout>; args: A } | null = null;

  function flush() {
    if (pending === null) return;
    clearTimeout(pending.timer);
    const { args } = pending;
    pending = null;
    run(...args);
  }

  function later(...args: A) {
    if (pending !== null) clearTimeout(pending.timer);
    pending = { timer: setTimeout(flush, quietMs), args };
  }

  onBeforeUnmount(flush);
  return { later, flush };
}
