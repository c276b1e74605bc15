import { useI18n } from 'vue-i18n';
import type { Known } from '@/api/position';

const MINUTE_MS = 60_000;

/** How certain a fix is and how old, in words. */
export function useFixWords() {
  const { t } = useI18n();

  /** ±12 米; a typed position has no accuracy of its own. */
  const accuracy = ({ known }: Known) =>
    known.accuracy_m === null
      ? t('position.typed-at')
      : t('position.accuracy', { n: Math.max(1, Math.round(known.accuracy_m)) });

  function age({ known }: Known, now: number) {
    const minutes = Math.floor((now - Date.parse(known.at)) / MINUTE_MS);
    return minutes < 1 ? t('position.just-now') : t('position.minutes-ago', { n: minutes });
  }

  return { accuracy, age };
}
