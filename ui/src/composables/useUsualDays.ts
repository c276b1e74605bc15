import { useI18n } from 'vue-i18n';
import { daysAfter } from './deadlines';
import { useDates } from './useDates';

/** Deadlines that people usually set. */
export function useUsualDays() {
  const { t } = useI18n();
  const { day: dayName, today } = useDates();

  /** None, today, or some days from now. */
  const fromToday = () => [
    { value: '', label: t('papers.no-deadline') },
    { value: today(), label: t('papers.today') },
    ...[3, 7].map((n) => ({ value: daysAfter(today(), n), label: t('papers.in-days', { n }) })),
  ];

  /** Some days more than were given. */
  const later = (day: string) =>
    [3, 7].map((n) => ({
      value: daysAfter(day, n),
      label: t('moves.more-days', { n, day: dayName(daysAfter(day, n)) }),
    }));

  return { fromToday, later };
}
