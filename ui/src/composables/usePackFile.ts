import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { commands } from '@/api/commands';
import { pickPack } from '@/api/files';
import type { PackOrigin } from '@/generated/PackOrigin';
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
  /** Whose pack the user is asked about: the device trusts nobody yet. */
  const asking = ref<PackOrigin | null>(null);
  let answered: (trust: boolean) => void = () => undefined;

  const compared = (origin: PackOrigin) =>
    new Promise<boolean>((resolve) => {
      answered = resolve;
      asking.value = origin;
    });

  /** The user has compared the fingerprint, or puts it off. */
  function answer(trust: boolean) {
    asking.value = null;
    answered(trust);
  }

  /** `then` is done between reading the pack and saying so; not when the user changes his mind. */
  const load = (then: () => Promise<unknown> = () => Promise.resolve()) =>
    attempt(async () => {
      const path = await pickPack();
      if (path === null) return;
      busy.value = true;
      const origin = await commands.packOrigin(path);
      if (!origin.trusted && !(await compared(origin))) return;
      const { facts } = await commands.loadPack(path, origin.trusted ? null : origin.fingerprint);
      device.revision++;
      await then();
      say(t('enrol.pack-loaded', { n: facts }));
    }).finally(() => (busy.value = false));

  return { busy, asking, answer, load };
}
