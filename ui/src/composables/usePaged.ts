import { ref, shallowRef, watch, type WatchSource } from 'vue';
import type { Paging } from '@/api/commands';
import { asCommandError, type CommandError } from '@/api/errors';
import type { Page } from '@/generated/Page';
import { useDeviceStore } from '@/stores/device';
import { SLOW_MS } from './useResource';

const PAGE = 60;
/** What a list asks for first. */
export const FIRST: Paging = { after: null, limit: PAGE };

/** A list that is read page by page; begun again when its filter or the facts change. */
export function usePaged<T>(
  load: (paging: Paging) => Promise<Page<T>>,
  filter: WatchSource<unknown>,
) {
  const rows = shallowRef<T[]>([]);
  const next = ref<string | null>(null);
  const error = shallowRef<CommandError | null>(null);
  const slow = ref(false);
  const ready = ref(false);
  let turn = 0;
  let reading = false;

  async function read(paging: Paging, place: (page: Page<T>) => void) {
    const mine = ++turn;
    reading = true;
    const timer = setTimeout(() => (slow.value = true), SLOW_MS);
    try {
      const page = await load(paging);
      if (mine !== turn) return;
      place(page);
      next.value = page.next;
      error.value = null;
      ready.value = true;
    } catch (thrown) {
      if (mine === turn) error.value = asCommandError(thrown);
    } finally {
      clearTimeout(timer);
      if (mine === turn) {
        slow.value = false;
        reading = false;
      }
    }
  }

  /** Reads again as much as is shown, so that nobody loses his place. */
  const reload = () =>
    read({ after: null, limit: Math.max(PAGE, rows.value.length) }, (page) => {
      rows.value = page.rows;
    });

  const restart = () =>
    read(FIRST, (page) => {
      rows.value = page.rows;
    });

  async function more() {
    if (next.value === null || reading) return;
    await read({ after: next.value, limit: PAGE }, (page) => {
      rows.value = [...rows.value, ...page.rows];
    });
  }

  void restart();
  watch(filter, restart, { deep: true });
  watch(() => useDeviceStore().revision, reload);
  return { rows, next, error, slow, ready, reload, more };
}
