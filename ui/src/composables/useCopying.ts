import { useI18n } from 'vue-i18n';
import { useNoticeStore } from '@/stores/notice';
import { copyText } from './useCopy';

/** Copies a text that stands on the screen, and says whether it was. */
export function useCopying() {
  const { t } = useI18n();
  const notices = useNoticeStore();

  return async (text: string) => {
    const copied = await copyText(text);
    notices.say(t(copied ? 'papers.copied-yes' : 'papers.copied-no'));
  };
}
