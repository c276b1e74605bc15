import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { commands } from '@/api/commands';
import { pickPack } from '@/api/files';
import { useDeviceStore } from '@/stores/device';
import { useNoticeStore } from '@/stores/notice';
import { useAttempt } from './useAttempt';

/** A county's pack, read from a file that the user picks. */
export function usePackFile() {
  const { t } = useI18n();
  const { say } = useNoticeStore();
  const device = useDeviceStore();
  const attempt = useAttempt();
  const busy = ref(false);

  /** `then` is done between reading the pack and saying so; not when the user changes his mind. */
  const load = (then: () => Promise<unknown> = () => Promise.resolve()) =>
    attempt(async () => {
      const path = await pickPack();
      if (path === null) return;
      busy.value = true;
      const { facts } = await commands.loadPack(path);
      device.revision++;
      await then();
      say(t('enrol.pack-loaded', { n: facts }));
    }).finally(() => (busy.value = false));

  return { busy, load };
}
