import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { commands } from '@/api/commands';
import type { Language } from '@/generated/Language';
import { useAttempt } from './useAttempt';
import { useSaving } from './useSaving';

/** A whole record as a PDF, in the language of the app: saved, or handed to another app. */
export function useRecordFile() {
  const { locale } = useI18n();
  const saving = useSaving();
  const attempt = useAttempt();
  const busy = ref(false);

  async function recordSave(visit: string) {
    busy.value = true;
    await saving(() => commands.recordSave(visit, locale.value as Language));
    busy.value = false;
  }

  async function recordShare(visit: string) {
    busy.value = true;
    await attempt(() => commands.recordShare(visit, locale.value as Language));
    busy.value = false;
  }

  return { recordSave, recordShare, busy };
}
