import { useI18n } from 'vue-i18n';
import type { TallyCounts } from '@/generated/TallyCounts';

/** What is counted as one number, in the order of the paper. */
export const NUMBERS = ['vehicles_checked', 'vehicles_turned_back', 'temperatures_taken'] as const;
export type TallyNumber = (typeof NUMBERS)[number];

/** What was counted, in words. What nobody counted is not said: it is not the same as none. */
export function useTallyWords() {
  const { t, n } = useI18n();

  const shift = (name: string | undefined) => name || t('tallies.whole-day');

  function counted(counts: TallyCounts): string[] {
    const numbers = NUMBERS.flatMap((kind) => {
      const number = counts[kind];
      return number == null ? [] : [{ name: t(`tallies.counts.${kind}`), n: n(number) }];
    });
    const people = (counts.people_from ?? []).map(({ region, people: many }) => ({
      name: t('tallies.people-from', { region }),
      n: n(many),
    }));
    return [...numbers, ...people].map((figure) => t('day.figure', figure));
  }

  return { shift, counted };
}
