import { ref, shallowRef, watch } from 'vue';
import { asCommandError, type CommandError } from '@/api/errors';
import { useDeviceStore } from '@/stores/device';

/** Nothing is shown for local work that is quicker than this. */
export const SLOW_MS = 100;

/** Something that is read when the page comes up and again whenever facts changed. */
export function useResource<T>(load: () => Promise<T>) {
  const data = shallowRef<T | null>(null);
  const error = shallowRef<CommandError | null>(null);
  const slow = ref(false);
  let turn = 0;

  async function reload() {
    const mine = ++turn;
    const timer = setTimeout(() => (slow.value = true), SLOW_MS);
    try {
      const loaded = await load();
      if (mine !== turn) return;
      data.value = loaded;
      error.value = null;
    } catch (thrown) {
      if (mine === turn) error.value = asCommandError(thrown);
    } finally {
      clearTimeout(timer);
      if (mine === turn) slow.value = false;
    }
  }

  void reload();
  watch(() => useDeviceStore().revision, reload);
  return { data, error, slow, reload };
}
