import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Notify, Quasar } from 'quasar';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { daysAfter } from '@/composables/deadlines';
import { localClock } from '@/composables/dates';
import { i18n } from '@/i18n';
import ReportsPage from '@/pages/ReportsPage.vue';
import { useDeviceStore } from '@/stores/device';
import { useNoticeStore } from '@/stores/notice';

const at = (mark: string) => document.querySelector<HTMLElement>(`[data-test="${mark}"]`)!;
const all = (mark: string) => [...document.querySelectorAll(`[data-test="${mark}"]`)];
const today = () => localClock(new Date()).day;
let shown: ReturnType<typeof mount> | null = null;

async function open(address: string) {
  const routes = [{ path: '/:rest(.*)*', component: ReportsPage }];
  const router = createRouter({ history: createMemoryHistory(), routes });
  await router.push(address);
  shown = mount(ReportsPage, {
    global: { plugins: [i18n, router, [Quasar, { plugins: { Notify } }]] },
    attachTo: document.body,
  });
  await flushPromises();
  return router;
}
async function press(mark: string) {
  at(mark).click();
  await flushPromises();
}
async function type(mark: string, text: string) {
  const field = at(mark);
  const input = /^(INPUT|TEXTAREA)$/.test(field.tagName) ? field : field.querySelector('input')!;
  (input as HTMLInputElement).value = text;
  input.dispatchEvent(new Event('input'));
  await flushPromises();
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
});

it('keeps the part in the address, and opens at the one that stands there', async () => {
  const router = await open('/reports?part=coverage');
  expect(at('covered')).not.toBeNull();
  expect(at('report-actions')).toBeNull();
  await press('report-part-bulletin');
  expect(router.currentRoute.value.query).toEqual({ part: 'bulletin' });
  expect(at('bulletin-text').textContent).toContain('情况的通报');
  await press('report-part-day');
  expect(router.currentRoute.value.query).toEqual({ part: 'day' });
  expect(at('day-report')).not.toBeNull();
});

it('reports a day on which nothing was found as a zero report, and says so', async () => {
  const sent = vi.spyOn(commands, 'dayReport');
  await open('/reports');
  await press('day-before');
  while (all('day-township').length > 0) await press('day-before');
  expect(at('day-report').textContent).toContain('报送零报告');
  expect(at('day-sent').textContent).toContain('未报送');
  expect(all('day-team').map(({ textContent }) => textContent?.includes('未报'))).toEqual([
    true,
    true,
  ]);
  await press('day-report');
  expect(sent).toHaveBeenCalledOnce();
  expect(useNoticeStore().notice?.message).toBe('已报送零报告');
  expect(at('day-sent').textContent).toContain('已报送零报告');
  const teams = all('day-team').map(({ textContent }) => textContent ?? '');
  expect(teams.map((text) => text.includes('零报告'))).toEqual([false, true]);
  expect(at('day-report').textContent).toContain('重新报送');
});

it('goes no further than today', async () => {
  const asked = vi.spyOn(commands, 'day');
  await open('/reports');
  expect(asked).toHaveBeenLastCalledWith(today());
  expect(at('day-after').hasAttribute('disabled')).toBe(true);
  await press('day-before');
  expect(asked).toHaveBeenLastCalledWith(daysAfter(today(), -1));
  expect(at('day-after').hasAttribute('disabled')).toBe(false);
});

it('shows what failed in three sentences, and reports nothing', async () => {
  vi.spyOn(commands, 'day').mockRejectedValue(new Error('no'));
  await open('/reports');
  expect(document.body.textContent).toContain('再试一次');
  expect(at('day-report').hasAttribute('disabled')).toBe(true);
});

it('asks for the bulletin of the round in the form that was chosen', async () => {
  const asked = vi.spyOn(commands, 'bulletin');
  await open('/reports?part=bulletin');
  const { campaign } = await commands.today();
  expect(asked.mock.lastCall?.[0]).toMatchObject({ campaign, form: 'official', from: null });
  await press('bulletin-form-brief');
  await press('bulletin-order-kind');
  expect(asked.mock.lastCall?.[0]).toMatchObject({ campaign, form: 'brief', order: 'kind' });
});

it('remembers what only people know, a paragraph and an addressee each', async () => {
  const known = await commands.bulletinHeading();
  await commands.bulletinHeadingSet({ ...known, organisers: ['县督查办'] });
  await open('/reports?part=bulletin');
  expect(at('bulletin-blanks').textContent).toContain('待填：发文字号');
  await press('bulletin-heading');
  await type('heading-number', ' 汤督〔2020〕3号 ');
  await type('heading-addressees', '各乡镇人民政府\n\n 县直各单位 ');
  await press('heading-save');
  const kept = await commands.bulletinHeading();
  expect(kept).toEqual({
    ...known,
    organisers: ['县督查办'],
    number: '汤督〔2020〕3号',
    addressees: ['各乡镇人民政府', '县直各单位'],
  });
  expect(at('bulletin-text').textContent).toContain('汤督〔2020〕3号');
  expect(at('bulletin-blanks').textContent).toContain('没有待填');
});

it('says what headquarters has checked and issued, and when one person did both', async () => {
  await open('/reports?part=bulletin');
  const [checked, issued] = all('bulletin-state').map(({ textContent }) => textContent ?? '');
  expect(checked).toContain('已核稿');
  expect(checked).toContain('汤疫防指〔2020〕4号');
  expect(checked).not.toContain('签发');
  expect(issued).toContain('已签发');
  expect(issued).toContain('核稿、签发为同一人');
});

it('shows the newest bulletins first and the rest when asked, and says when there is none', async () => {
  const [one] = await commands.bulletins();
  const many = Array.from({ length: 40 }, (_, n) => ({ ...one!, fact: `fact-${n}` }));
  const asked = vi.spyOn(commands, 'bulletins').mockResolvedValue(many);
  await open('/reports?part=bulletin');
  expect(all('bulletin-state')).toHaveLength(5);
  await press('bulletin-states-all');
  expect(all('bulletin-state')).toHaveLength(40);
  shown?.unmount();
  asked.mockResolvedValue([]);
  await open('/reports?part=bulletin');
  expect(at('bulletin-none').textContent).toContain('还没有');
});

it('asks for blanks for names only when they are wanted', async () => {
  const asked = vi.spyOn(commands, 'bulletin');
  await open('/reports?part=bulletin');
  expect(asked.mock.lastCall?.[0]).toMatchObject({ names: false });
  await press('bulletin-names-blanks');
  expect(asked.mock.lastCall?.[0]).toMatchObject({ names: true });
});
