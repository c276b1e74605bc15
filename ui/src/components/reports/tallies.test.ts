import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Notify, Quasar } from 'quasar';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { localClock } from '@/composables/dates';
import { daysAfter } from '@/composables/deadlines';
import { i18n } from '@/i18n';
import ReportsPage from '@/pages/ReportsPage.vue';
import { useDeviceStore } from '@/stores/device';

const at = (mark: string) => document.querySelector<HTMLElement>(`[data-test="${mark}"]`)!;
const all = (mark: string) => [...document.querySelectorAll(`[data-test="${mark}"]`)];
const today = () => localClock(new Date()).day;
let shown: ReturnType<typeof mount> | null = null;

async function open(address = '/reports?part=tallies') {
  const routes = [{ path: '/:rest(.*)*', component: ReportsPage }];
  const router = createRouter({ history: createMemoryHistory(), routes });
  await router.push(address);
  shown = mount(ReportsPage, {
    global: { plugins: [i18n, router, [Quasar, { plugins: { Notify } }]] },
    attachTo: document.body,
  });
  await flushPromises();
}
async function press(mark: string) {
  at(mark).click();
  await flushPromises();
}
async function type(mark: string, text: string) {
  const field = at(mark);
  const input = /^(INPUT|TEXTAREA)$/.test(field.tagName)
    ? field
    : field.querySelector('input, textarea')!;
  (input as HTMLInputElement).value = text;
  input.dispatchEvent(new Event('input'));
  await flushPromises();
}
async function counted(place: number, vehicles: number, day = today()) {
  const { rows } = await commands.sites({}, { after: null, limit: place + 1 });
  const given = { site: rows[place]!.id, day, shift: '白班', reason: '' };
  return commands.tallyRecord({ ...given, vehicles_checked: vehicles, vehicles_turned_back: 1 });
}

beforeEach(async () => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
  resetFake();
  await useDeviceStore().refresh();
});
afterEach(() => {
  shown?.unmount();
  shown = null;
  vi.restoreAllMocks();
  document.body.innerHTML = '';
  history.replaceState(null, '', '?');
});

it('says what to do while nothing is counted', async () => {
  await open();
  expect(at('empty').textContent).toContain('还没有查验台账');
  await press('tally-add');
  expect(at('tally-record').hasAttribute('disabled')).toBe(true);
});

it('sums what was counted, and says a dash where nobody counted', async () => {
  await counted(0, 100);
  await counted(1, 20);
  await counted(1, 7, daysAfter(today(), -1));
  await open();
  expect(all('tally-row')).toHaveLength(2);
  expect(at('tally-sites').textContent).toBe('2');
  expect(at('tally-vehicles_checked').textContent).toBe('120');
  expect(at('tally-temperatures_taken').textContent).toBe('—');
  await press('tally-days-7');
  expect(at('tally-vehicles_checked').textContent).toBe('127');
  await press('tally-by-day');
  expect(all('tally-sum')).toHaveLength(2);
  await press('tally-by-site');
  const sums = all('tally-sum').map(({ textContent }) => textContent ?? '');
  expect(sums.map((text) => /27/.test(text))).toEqual([false, true]);
});

it('puts a shift right with a reason, and shows what stood there', async () => {
  await counted(0, 100);
  await open();
  await press('tally-row');
  expect(at('tally-history').textContent).toContain('检查车辆 100');
  await type('tally-number-vehicles_checked', '12o');
  expect(at('tally-record').hasAttribute('disabled')).toBe(true);
  await type('tally-number-vehicles_checked', '120');
  expect(at('tally-record').hasAttribute('disabled')).toBe(true);
  await type('tally-reason', '漏记夜间车辆');
  await press('tally-record');
  expect(at('tally-vehicles_checked').textContent).toBe('120');
  const [tally] = await commands.tallies(today(), today());
  expect(tally).toMatchObject({ corrections: 1, reason: '漏记夜间车辆' });
});

it('keeps the day that a link names, and puts what contradicts itself first', async () => {
  history.replaceState(null, '', '?fake=conflict');
  resetFake();
  await counted(1, 5);
  await open(`/reports?part=tallies&day=${today()}`);
  expect(all('tally-row')[0]?.textContent).toContain('有冲突');
  await press('tally-row');
  expect(at('tally-history').textContent).toContain('检查车辆 120');
  await type('tally-reason', '含夜间补登');
  await press('tally-record');
  expect(document.body.textContent).not.toContain('有冲突');
});

it('draws a hundred rows of a long list, and more when it is asked to', async () => {
  const tally = await counted(0, 1);
  const many = Array.from({ length: 250 }, (_, n) => ({ ...tally, id: `tally-${n}` }));
  vi.spyOn(commands, 'tallies').mockResolvedValue(many);
  await open();
  expect(all('tally-row')).toHaveLength(100);
  await press('tally-more');
  await press('tally-more');
  expect(all('tally-row')).toHaveLength(250);
  expect(at('tally-more')).toBeNull();
});

it('takes one of several reports of a day', async () => {
  history.replaceState(null, '', '?fake=conflict');
  resetFake();
  const settled = vi.spyOn(commands, 'daySettle');
  await open(`/reports?part=day&day=${today()}`);
  expect(at('day-dispute').textContent).toContain('检查点位1个');
  await press('day-take');
  expect(settled).toHaveBeenCalledWith('day-report', 'fact-day-0');
  expect(at('day-dispute')).toBeNull();
});
