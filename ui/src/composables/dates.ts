/** Says a text of the locale files. */
type Translate = (key: string, named?: Record<string, unknown>) => string;

const pad = (n: number) => String(n).padStart(2, '0');

/** A moment as the clock on the wall showed it: `2020-02-14` and `09:30:05`. */
export interface WallClock {
  day: string;
  time: string;
}

/**
 * The wall clock of an RFC 3339 time. A time with an offset is read as written, since that is
 * what the inspector saw; a time in UTC was written by a machine and is turned to this device's.
 */
export function wallClock(iso: string): WallClock {
  if (!iso.endsWith('Z')) return { day: iso.slice(0, 10), time: iso.slice(11, 19) };
  return localClock(new Date(iso));
}

/** The wall clock of this device. */
export function localClock(date: Date): WallClock {
  return {
    day: `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`,
    time: `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`,
  };
}

/** Whole days from one day to another, by the calendar. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/**
 * A day as people write it: 2月14日 周五; with the year when it is not this one. Not by `Intl`, whose
 * first two formats take 50 ms, and each start says the day.
 */
export function dayName(day: string, today: string, t: Translate): string {
  const date = new Date(`${day}T00:00:00Z`);
  const ofYear = day.slice(0, 4) === today.slice(0, 4) ? 'dates.day' : 'dates.day-of-year';
  return t(ofYear, {
    year: date.getUTCFullYear(),
    month: t('dates.months').split(' ')[date.getUTCMonth()],
    day: date.getUTCDate(),
    weekday: t('dates.weekdays').split(' ')[date.getUTCDay()],
  });
}

/** A moment as RFC 3339 with this device's offset. */
export function localIso(date: Date): string {
  const { day, time } = localClock(date);
  const minutes = -date.getTimezoneOffset();
  const size = Math.abs(minutes);
  const offset = `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
  return `${day}T${time}${offset}`;
}
