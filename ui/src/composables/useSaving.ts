import { useI18n } from 'vue-i18n';
import { commands } from '@/api/commands';
import { useNoticeStore } from '@/stores/notice';
import { useAttempt } from './useAttempt';

/** Saves a file where the user wants it, and offers to open it. */
export function useSaving() {
  const { t } = useI18n();
  const attempt = useAttempt();
  const notices = useNoticeStore();

  /** `save` answers whether the user chose a place. */
  return (save: () => Promise<boolean>) =>
    attempt(async () => {
      if (!(await save())) return;
      const open = () => void attempt(commands.openSaved);
      notices.say(t('papers.saved'), open, t('papers.open'));
    });
}
