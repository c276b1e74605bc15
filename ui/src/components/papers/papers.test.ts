import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Notify, Quasar } from 'quasar';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { commands } from '@/api/commands';
import { CommandError } from '@/api/errors';
import { resetFake } from '@/api/fake';
import { daysAfter } from '@/composables/deadlines';
import { useSaving } from '@/composables/useSaving';
import { i18n } from '@/i18n';
import { useNoticeStore } from '@/stores/notice';
import FlashDialog from './FlashDialog.vue';
import HandOver from './HandOver.vue';
import SlipChoices from './SlipChoices.vue';

const global = { plugins: [i18n, Quasar] };
const at = (mark: string) => document.querySelector<HTMLElement>(`[data-test="${mark}"]`)!;

beforeEach(() => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
  resetFake();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  document.body.innerHTML = '';
});

it('counts deadlines by the calendar', () => {
  expect(daysAfter('2020-02-26', 3)).toBe('2020-02-29');
  expect(daysAfter('2020-12-28', 7)).toBe('2021-01-04');
});

it('sets a deadline by one press and takes it back by another', async () => {
  vi.useFakeTimers({ now: new Date(2020, 1, 14, 10) });
  const wrapper = mount(SlipChoices, {
    props: { options: { unit: '白营村', deadline: null } },
    global,
  });
  const press = (day: string) => wrapper.get(`[data-test="slip-deadline-${day}"]`).trigger('click');
  await press('2020-02-17');
  await wrapper.setProps({ options: { unit: '白营村', deadline: '2020-02-17' } });
  const chosen = wrapper.get('[data-test="slip-deadline-2020-02-17"]');
  expect(chosen.attributes('aria-checked')).toBe('true');
  await press('');
  expect(wrapper.emitted('choose')).toEqual([
    [{ unit: '白营村', deadline: '2020-02-17' }],
    [{ unit: '白营村', deadline: null }],
  ]);
});

it('takes another day from a calendar that begins today, and shows it as a choice', async () => {
  vi.useFakeTimers({ now: new Date(2020, 1, 14, 10), toFake: ['Date'] });
  const wrapper = mount(SlipChoices, {
    props: { options: { unit: '白营村', deadline: null } },
    global: { plugins: [i18n, [Quasar, { plugins: { Notify } }]] },
    attachTo: document.body,
  });
  await wrapper.get('[data-test="slip-deadline-other"]').trigger('click');
  await flushPromises();
  const days = [...at('slip-day').querySelectorAll<HTMLButtonElement>('button')];
  expect(days.map(({ textContent }) => textContent)).not.toContain('13');
  days.find(({ textContent }) => textContent === '20')!.click();
  await flushPromises();
  const deadline = '2020-02-20';
  expect(wrapper.emitted('choose')).toEqual([[{ unit: '白营村', deadline }]]);
  await wrapper.setProps({ options: { unit: '白营村', deadline } });
  const chosen = wrapper.get(`[data-test="slip-deadline-${deadline}"]`);
  expect([chosen.text(), chosen.attributes('aria-checked')]).toEqual(['2月20日 周四', 'true']);
  wrapper.unmount();
});

async function flashed() {
  vi.spyOn(commands, 'slipOptions').mockResolvedValue({ unit: '白营村', deadline: null });
  vi.spyOn(commands, 'flash').mockResolvedValue('2月14日9时30分，未发现问题。');
  const wrapper = mount(FlashDialog, {
    props: { visit: 'v', modelValue: true },
    global,
    attachTo: document.body,
  });
  await flushPromises();
  return wrapper;
}

it('copies the paragraph as it is shown and says so', async () => {
  const written = vi.fn().mockResolvedValue(undefined);
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: written } });
  const wrapper = await flashed();
  at('flash-copy').click();
  await flushPromises();
  expect(written).toHaveBeenCalledWith(at('flash-text').textContent);
  expect(at('flash-copied').textContent).toContain('已复制。');
  wrapper.unmount();
  vi.unstubAllGlobals();
});

it('copies what is selected where a page has no clipboard', async () => {
  vi.stubGlobal('navigator', { ...navigator, clipboard: undefined });
  let copied = '';
  document.execCommand = () => {
    copied = document.querySelector('textarea')!.value;
    return true;
  };
  const wrapper = await flashed();
  at('flash-copy').click();
  await flushPromises();
  expect(copied).toBe('2月14日9时30分，未发现问题。');
  expect(document.querySelector('textarea')).toBeNull();
  document.execCommand = () => false;
  at('flash-copy').click();
  await flushPromises();
  expect(at('flash-copied').textContent).toContain('没有复制成功');
  wrapper.unmount();
  vi.unstubAllGlobals();
});

it('offers to open what was saved, and says nothing when nobody chose a place', async () => {
  const open = vi.spyOn(commands, 'openSaved').mockResolvedValue(null);
  let saving!: ReturnType<typeof useSaving>;
  const page = {
    setup() {
      saving = useSaving();
      return () => null;
    },
  };
  mount(page, { global: { plugins: [i18n, [Quasar, { plugins: { Notify } }]] } });
  const notices = useNoticeStore();
  await saving(() => Promise.resolve(false));
  expect(notices.notice).toBeNull();
  await saving(() => Promise.resolve(true));
  expect(notices.notice).toMatchObject({ message: '已保存。', label: '打开' });
  notices.notice!.undo!();
  expect(open).toHaveBeenCalledOnce();
  notices.clear();
  await saving(() => Promise.reject(new CommandError({ code: 'disk-full', facts: {} })));
  expect(notices.notice).toBeNull();
});

it('hands over what is open to the unit of the slip, once', async () => {
  const visit = 'visit-3';
  const options = { unit: '白营村委会', deadline: '2030-02-17' };
  const { findings } = await commands.visit(visit);
  const open = findings.filter(({ state }) => state === 'raised');
  const wrapper = mount(HandOver, { props: { findings, options }, global });
  const button = wrapper.get('[data-test="hand-over"]');
  expect(button.text()).toBe(`同时交办 ${open.length} 个问题`);
  await button.trigger('click');
  await flushPromises();
  const now = (await commands.visit(visit)).findings;
  const handed = now.filter(({ state }) => state === 'assigned');
  expect(handed.map(({ unit, deadline }) => ({ unit, deadline }))).toEqual(open.map(() => options));
  await wrapper.setProps({ findings: now });
  expect(button.attributes('disabled')).toBeDefined();
  expect(wrapper.get('[data-test="hand-over-said"]').text()).toContain('已交办给白营村委会');
});
