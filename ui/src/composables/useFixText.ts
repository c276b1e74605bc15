import { useI18n } from 'vue-i18n';
import type { Fix } from '@/generated/Fix';

/** A position, or why there is none, as people read it. */
export function useFixText() {
  const { t, te } = useI18n();

  return (fix: Fix): string => {
    if ('missing' in fix) {
      const { reason } = fix.missing;
      return te(`position.reasons.${reason}`) ? t(`position.reasons.${reason}`) : reason;
    }
    const { position, accuracy_m: accuracy } = fix.known;
    const place = `${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}`;
    return accuracy === null
      ? place
      : t('record.accuracy', { place, accuracy: Math.round(accuracy) });
  };
}
