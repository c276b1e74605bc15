import { describe, expect, it } from 'vitest';
import { i18n } from '@/i18n';
import { dayName, daysBetween, localIso, wallClock } from './dates';

describe('dates', () => {
  it('are read as the inspector’s wall clock showed them', () => {
    expect(wallClock('2020-02-14T21:40:00+08:00')).toEqual({ day: '2020-02-14', time: '21:40:00' });
    expect(wallClock('2020-02-14T23:59:59-05:00').day).toBe('2020-02-14');
  });

  it('are written as people write them, with the year only when it is another one', () => {
    const { t, locale } = i18n.global;
    expect(dayName('2020-02-14', '2020-03-01', t)).toBe('2月14日 周五');
    expect(dayName('2020-02-14', '2021-03-01', t)).toBe('2020年2月14日 周五');
    expect(dayName('2020-11-01', '2020-03-01', t)).toBe('11月1日 周日');
    locale.value = 'en';
    expect(dayName('2020-02-14', '2020-03-01', t)).toBe('Fri Feb 14');
    expect(dayName('2020-12-31', '2021-01-01', t)).toBe('Thu Dec 31, 2020');
    locale.value = 'zh-CN';
  });

  it('count days by the calendar', () => {
    expect(daysBetween('2020-02-28', '2020-03-01')).toBe(2);
    expect(daysBetween('2020-03-01', '2020-03-01')).toBe(0);
  });

  it('are handed to the shell with an offset', () => {
    expect(localIso(new Date(0))).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    expect(Date.parse(localIso(new Date(1_581_673_200_000)))).toBe(1_581_673_200_000);
  });
});
