import { mount, flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Notify, Quasar } from 'quasar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reactive } from 'vue';
import { commands } from '@/api/commands';
import { CommandError } from '@/api/errors';
import { resetFake } from '@/api/fake';
import { usePosition } from '@/composables/usePosition';
import type { SiteFilter } from '@/generated/SiteFilter';
import { i18n } from '@/i18n';
import { useNoticeStore } from '@/stores/notice';
import PositionProposal from './PositionProposal.vue';
import SiteConflict from './SiteConflict.vue';
import SiteFacts from './SiteFacts.vue';
import SiteFilters from './SiteFilters.vue';
import SiteState from './SiteState.vue';

const SITE = 'site-410523105201';
const place = { latitude: 35.92134, longitude: 114.35612 };
const global = { plugins: [i18n, Quasar] };
const mark = (name: string) => `[data-test="${name}"]`;

function play(scene: string) {
  history.replaceState(null, '', `?fake=${scene}`);
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
  resetFake();
}

beforeEach(() => play('usual'));
afterEach(() => {
  history.replaceState(null, '', '?');
  vi.restoreAllMocks();
});

describe('descriptions of a site that contradict each other', () => {
  it('are shown side by side in what differs, and settled by choosing one', async () => {
    play('conflict');
    const page = await commands.site(SITE);
    const wrapper = mount(SiteConflict, { props: { page }, global });
    expect(wrapper.text()).toContain('0372-6229999');
    expect(wrapper.text()).toContain('35.92550, 114.35610');
    expect(wrapper.text(), 'they agree on it').not.toContain('镇包村干部');
    await wrapper.get(mark('settle-version-5')).trigger('click');
    await flushPromises();
    const settled = await commands.site(SITE);
    expect(settled.conflict).toBe(false);
    expect(settled.row.position?.latitude).toBe(35.9255);
  });
});

it('dials the duty phone, and says when the device cannot', async () => {
  const page = await commands.site(SITE);
  const dial = vi.spyOn(commands, 'dial');
  const wrapper = mount(SiteFacts, {
    props: { page },
    global: { plugins: [i18n, [Quasar, { plugins: { Notify } }]] },
  });
  const told = vi.spyOn(Notify, 'create').mockReturnValue(() => undefined);
  const phone = wrapper.get(mark('dial'));
  expect(phone.text()).toBe(page.site.phone);
  await phone.trigger('click');
  await flushPromises();
  expect(dial).toHaveBeenCalledExactlyOnceWith(page.site.phone);
  expect(told).not.toHaveBeenCalled();

  dial.mockRejectedValue(new CommandError({ code: 'no-dialler', facts: {} }));
  await phone.trigger('click');
  await flushPromises();
  expect(told.mock.calls[0]?.[0]).toMatchObject({
    message: expect.stringContaining('请用别的电话'),
  });
});

describe('the fix of a visit', () => {
  const proposing = async () => {
    const page = await commands.site(SITE);
    const last_fix = {
      known: { position: place, accuracy_m: 12, at: '2020-02-14T09:30:00+08:00' },
    };
    return { ...page, last_fix };
  };

  it('is proposed for a site that nobody has placed, taken in one tap and taken back', async () => {
    const page = await proposing();
    const wrapper = mount(PositionProposal, { props: { page }, global });
    expect(wrapper.text()).toContain('±12 米');
    await wrapper.get(mark('proposal-take')).trigger('click');
    await flushPromises();
    expect((await commands.site(SITE)).row.position).toEqual(place);
    useNoticeStore().notice?.undo?.();
    await flushPromises();
    expect((await commands.site(SITE)).row.position).toBeNull();
  });

  it('is not proposed where the site has a position, or its descriptions contradict', async () => {
    const page = await proposing();
    const placed = { ...page, row: { ...page.row, position: place } };
    for (const other of [placed, { ...page, conflict: true }]) {
      const wrapper = mount(PositionProposal, { props: { page: other }, global });
      expect(wrapper.find(mark('position-proposal')).exists()).toBe(false);
    }
  });
});

describe('a list of sites', () => {
  it('is sorted by distance only where somebody knows where one is', async () => {
    const filter = reactive<SiteFilter>({});
    const wrapper = mount(SiteFilters, { props: { modelValue: filter, places: true }, global });
    await flushPromises();
    expect(wrapper.find(mark('sort-nearest')).exists()).toBe(false);
    usePosition().typed(place);
    await flushPromises();
    await wrapper.get(mark('sort-nearest')).trigger('click');
    expect(filter.near).toEqual(place);
    await wrapper.get(mark('sort-nearest')).trigger('click');
    expect(filter.near).toBeNull();
  });

  it('says which team was at a site today', async () => {
    const { rows } = await commands.sites({ search: '庵上' }, { after: null, limit: 1 });
    const wrapper = mount(SiteState, { props: { row: rows[0]! }, global });
    expect(wrapper.get(mark('colleague-today')).text()).toBe('第2组 今天 00:20 已查');
  });
});
