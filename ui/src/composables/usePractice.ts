import { nextTick, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { commands } from '@/api/commands';
import type { Status } from '@/generated/Status';
import { useDeviceStore } from '@/stores/device';
import { useDraftStore } from '@/stores/draft';
import { useListsStore } from '@/stores/lists';
import { useNoticeStore } from '@/stores/notice';
import { useAttempt } from './useAttempt';
import { SLOW_MS } from './useResource';

/** Into practice and out of it. What lists were narrowed to belongs to one side only. */
export function usePractice() {
  const { t } = useI18n();
  const router = useRouter();
  const device = useDeviceStore();
  const lists = useListsStore();
  const { say } = useNoticeStore();
  const attempt = useAttempt();
  const busy = ref(false);
  /** It takes long enough to say so. */
  const slow = ref(false);

  async function once(work: () => Promise<unknown>) {
    if (busy.value) return;
    busy.value = true;
    const timer = setTimeout(() => (slow.value = true), SLOW_MS);
    await attempt(work);
    clearTimeout(timer);
    busy.value = slow.value = false;
  }

  async function switched(command: Promise<Status>) {
    device.status = await command;
    device.revision++;
    lists.forget();
  }

  const name = () => device.status?.name ?? t('practice.inspector');

  const begin = () =>
    once(async () => {
      await switched(commands.practiceBegin(name()));
      await router.replace('/today');
    });

  const reset = () =>
    once(async () => {
      await switched(commands.practiceReset(name()));
      await router.replace('/today');
      say(t('practice.reset-done'));
    });

  const end = () =>
    once(async () => {
      // A visit that is left saves what was typed last; that still belongs to practice.
      await router.replace('/today');
      await nextTick();
      await useDraftStore().settled();
      await switched(commands.practiceEnd());
      if (device.status?.name == null) await router.replace('/welcome');
      else say(t('practice.ended'));
    });

  return { busy, slow, begin, reset, end };
}
