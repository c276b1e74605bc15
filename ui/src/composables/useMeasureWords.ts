import { useI18n } from 'vue-i18n';
import type { MeasureTaken } from '@/generated/MeasureTaken';

/** Measures in words, with how long or how much. */
export function useMeasureWords() {
  const { t, n } = useI18n();

  function measure({ measure: code, term, amount }: MeasureTaken): string {
    const name = t(`measure.${code}`);
    if (amount != null) return t('dispositions.of-amount', { measure: name, n: n(amount) });
    if (term == null) return name;
    return 'days' in term
      ? t('dispositions.of-days', { measure: name, n: term.days })
      : t('dispositions.of-months', { measure: name, n: term.months });
  }

  const measures = (taken: MeasureTaken[]) => taken.map(measure).join(t('common.list-comma'));

  return { measures };
}
