import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { commands } from '@/api/commands';
import type { Language } from '@/generated/Language';
import { useSaving } from './useSaving';

/** Saves a whole record as a PDF, in the language of the app. */
export function useRecordFile() {
  const { locale } = useI18n();
  const saving = useSaving();
  const busy = ref(false);

  async function recordSave(visit: string) {
    busy.value = true;
    await saving(() => commands.recordSave(visit, locale.value as Language));
    busy.value = false;
  }

  return { recordSave, busy };
}
