import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { reactive } from 'vue';
import { i18n } from '@/i18n';
import type { VisitFilter } from '@/generated/VisitFilter';
import { resetFake } from '@/api/fake';
import FilterChip from '@/components/common/FilterChip.vue';
import RecordFilters from './RecordFilters.vue';

const global = { plugins: [i18n, Quasar] };

function filters(given: Partial<VisitFilter>, count: number | null = null) {
  const filter = reactive<VisitFilter>({ unsynced: false, ...given });
  const wrapper = mount(RecordFilters, { props: { modelValue: filter, count }, global });
  const press = (test: string) => wrapper.get(`[data-test="${test}"]`).trigger('click');
  return { filter, wrapper, press };
}

beforeEach(() => {
  setActivePinia(createPinia());
  resetFake();
  i18n.global.locale.value = 'zh-CN';
});

describe('the filters of records', () => {
  it('say what they are narrowed to, and are taken off one by one', async () => {
    const { filter, wrapper, press } = filters({ outcome: 'faults', inspector: '督查员甲' });
    expect(wrapper.get('[data-test="filter-outcome"]').text()).toBe('结果：有问题');
    await press('filter-outcome-clear');
    expect(filter).toMatchObject({ outcome: null, inspector: '督查员甲' });
  });

  it('are taken off all at once', async () => {
    const { wrapper, press } = filters({ unsynced: true, township: '410523105' });
    await press('filter-clear');
    expect(wrapper.emitted('update:modelValue')).toEqual([[{ unsynced: false }]]);
  });

  it('say how many records are left, and nothing of it while nothing is narrowed', () => {
    expect(filters({ unsynced: true }, 12).wrapper.text()).toContain('12 条');
    expect(filters({ unsynced: true }, 10_000).wrapper.text()).toContain('10,000 条以上');
    expect(filters({}, 12).wrapper.find('[data-test="record-count"]').exists()).toBe(false);
  });

  it('narrow to the round that is on, instead of days', async () => {
    const { filter, wrapper } = filters({ from: '2020-02-03', to: '2020-02-14' });
    const period = wrapper.getComponent(FilterChip);
    const values = () => period.props('options').map(({ value }) => value);
    await vi.waitFor(() => expect(values()).toContain('round'));
    period.vm.$emit('update:modelValue', 'round');
    await flushPromises();
    expect(filter).toMatchObject({ from: null, to: null });
    expect(filter.campaign).toBeTruthy();
    expect(wrapper.get('[data-test="filter-period"]').text()).toBe('时间：本轮');
  });

  it('name days of one’s own choice, and forget both ends together', async () => {
    const { filter, wrapper, press } = filters({ from: '2020-02-03', to: '2020-02-14' });
    expect(wrapper.get('[data-test="filter-period"]').text()).toMatch(/2月3日.*至.*2月14日/);
    await press('filter-period-clear');
    expect(filter).toMatchObject({ from: null, to: null });
  });
});
