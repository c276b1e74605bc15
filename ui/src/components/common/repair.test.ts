import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { commands } from '@/api/commands';
import { CommandError } from '@/api/errors';
import { resetFake } from '@/api/fake';
import { i18n } from '@/i18n';
import { useDeviceStore } from '@/stores/device';
import ErrorState from './ErrorState.vue';
import RepairReport from './RepairReport.vue';

const global = { plugins: [i18n, Quasar] };
const damaged = () =>
  mount(ErrorState, { global, props: { error: new CommandError({ code: 'damaged', facts: {} }) } });

beforeEach(() => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
  resetFake();
});
afterEach(() => {
  vi.restoreAllMocks();
});

it('offers the repair of damaged data, and says what came of it until that was read', async () => {
  vi.spyOn(commands, 'repair').mockResolvedValue({
    set_aside: 'kakou.db.damaged-20200214-100000000',
    kept: 12,
    carried: 3,
    missing: 5,
    unsent_lost: 1,
    drafts: 1,
    complete: false,
    successor: true,
    enrol_again: true,
  });
  const report = mount(RepairReport, { global, attachTo: document.body });
  const wrapper = damaged();
  await wrapper.get('[data-test="repair"] button').trigger('click');
  await flushPromises();
  // The page that had the button may be gone by now.
  wrapper.unmount();
  const text = document.body.textContent ?? '';
  for (const part of [
    '保留记录 12 条',
    '3 条未上传的记录已转入',
    '4 条读不出',
    '1 条未上传',
    '重新接入',
    '没有删除',
  ]) {
    expect(text).toContain(part);
  }
  document.querySelector<HTMLElement>('[data-test="repair-go-on"]')?.click();
  await flushPromises();
  expect(useDeviceStore().repaired).toBeNull();
  report.unmount();
});

it('says why it was not repaired, and offers it again', async () => {
  const full = new CommandError({ code: 'disk-full', facts: {} });
  vi.spyOn(commands, 'repair').mockRejectedValue(full);
  const wrapper = damaged();
  await wrapper.get('[data-test="repair"] button').trigger('click');
  await flushPromises();
  expect(wrapper.text()).toContain('存储已满');
  expect(wrapper.get('[data-test="repair"] button').attributes('disabled')).toBeUndefined();
});
