import { useI18n } from 'vue-i18n';
import { dayName, daysBetween, localClock, wallClock } from './dates';

/** Times and days as people say them. */
export function useDates() {
  const { t } = useI18n();
  const today = () => localClock(new Date()).day;

  const time = (iso: string) => wallClock(iso).time.slice(0, 5);
  const clock = (iso: string) => wallClock(iso).time;
  const isToday = (iso: string) => wallClock(iso).day === today();
  const day = (iso: string) => dayName(wallClock(iso).day, today(), t);

  function moment(iso: string) {
    return isToday(iso) ? time(iso) : `${day(iso)} ${time(iso)}`;
  }

  /** How long ago: 今天 10:20, 昨天, 3天前, and the day itself from a month on. */
  function ago(iso: string) {
    const days = daysBetween(wallClock(iso).day, today());
    if (days <= 0) return t('dates.today', { time: time(iso) });
    if (days === 1) return t('dates.yesterday');
    return days <= 30 ? t('dates.days-ago', { days }) : day(iso);
  }

  return { time, clock, day, moment, ago, isToday, today };
}
