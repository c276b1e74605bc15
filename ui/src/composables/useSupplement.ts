import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { commands } from '@/api/commands';
import { useNoticeStore } from '@/stores/notice';
import { useAttempt } from './useAttempt';

/** A photo that waits to be added. */
export interface Waiting {
  url: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** As many at once: they wait in memory. */
export const MOST_WAITING = 20;

/**
 * Photos that are added to a sealed visit. What is added stays for good, so they are gathered
 * first; what could not be added goes on waiting.
 */
export function useSupplement(visit: string) {
  const { t } = useI18n();
  const attempt = useAttempt();
  const notices = useNoticeStore();
  const waiting = shallowRef<Waiting[]>([]);
  const done = ref(0);
  /** How many are being added; 0 when nothing goes on. */
  const total = ref(0);
  const full = computed(() => waiting.value.length >= MOST_WAITING);

  function gather(bytes: Uint8Array<ArrayBuffer>) {
    if (full.value) return;
    waiting.value = [...waiting.value, { bytes, url: URL.createObjectURL(new Blob([bytes])) }];
  }

  function drop(photo: Waiting) {
    URL.revokeObjectURL(photo.url);
    waiting.value = waiting.value.filter((one) => one !== photo);
  }

  /** Adds one after another; answers whether all are there. */
  async function add(shows: string | null, notes: string): Promise<boolean> {
    [done.value, total.value] = [0, waiting.value.length];
    const added = await attempt(async () => {
      for (const photo of waiting.value) {
        await commands.visitPhotoAdd(visit, { bytes: photo.bytes, shows, position: null }, notes);
        drop(photo);
        done.value++;
      }
    });
    total.value = 0;
    if (added) notices.say(t('record.supplemented', { n: done.value }));
    return added;
  }

  onScopeDispose(() => waiting.value.forEach(drop));
  return { waiting, done, total, full, gather, drop, add };
}
