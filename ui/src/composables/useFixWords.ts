import { useI18n } from 'vue-i18n';
import type { Known } from '@/api/position';
import type { Fix } from '@/generated/Fix';

const MINUTE_MS = 60_000;

/** A fix in words: where, how certain, how old. */
export function useFixWords() {
  const { t, te } = useI18n();

  /** The place with its accuracy, or why there is none. */
  function place(fix: Fix): string {
    if ('missing' in fix) {
      const { reason } = fix.missing;
      return te(`position.reasons.${reason}`) ? t(`position.reasons.${reason}`) : reason;
    }
    const { position, accuracy_m: metres } = fix.known;
    const place = `${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}`;
    return metres === null ? place : t('record.accuracy', { place, accuracy: Math.round(metres) });
  }

  /** ±12 米; a typed position has no accuracy of its own. */
  const accuracy = ({ known }: Known) =>
    known.accuracy_m === null
      ? t('position.typed-at')
      : t('position.accuracy', { n: Math.max(1, Math.round(known.accuracy_m)) });

  function age({ known }: Known, now: number) {
    const minutes = Math.floor((now - Date.parse(known.at)) / MINUTE_MS);
    return minutes < 1 ? t('position.just-now') : t('position.minutes-ago', { n: minutes });
  }

  return { place, accuracy, age };
}
