import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import App from '@/App.vue';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { i18n } from '@/i18n';
import { router } from '@/router';
import { useDeviceStore } from '@/stores/device';
import { useListsStore } from '@/stores/lists';

// The pages themselves are not what is looked at here, and take long to read in.
const { page } = vi.hoisted(() => ({ page: () => ({ default: { render: () => null } }) }));
vi.mock('@/pages/TodayPage.vue', page);
vi.mock('@/pages/RecordsPage.vue', page);
vi.mock('@/pages/VisitPage.vue', page);
vi.mock('@/pages/SettingsPage.vue', page);
vi.mock('@/pages/SyncPage.vue', page);
vi.mock('@/pages/FirstRunPage.vue', page);

let mounted: VueWrapper | undefined;
const banner = '[data-test="practice-banner"]';

async function app(path: string) {
  await useDeviceStore().listen();
  await useDeviceStore().refresh();
  await router.push(path);
  const global = { plugins: [i18n, router, Quasar], stubs: { RouterView: true, AppRail: true } };
  mounted = mount(App, { global });
  await flushPromises();
  return mounted;
}

const practise = async () => {
  useDeviceStore().status = await commands.practiceBegin('练习人员');
};

describe('practice', () => {
  beforeEach(() => {
    setActivePinia(createPinia());
    resetFake();
    i18n.global.locale.value = 'zh-CN';
  });

  afterEach(() => mounted?.unmount());

  it('is said above every screen, and only while it lasts', async () => {
    const wrapper = await app('/settings');
    expect(wrapper.find(banner).exists()).toBe(false);
    await practise();
    for (const path of ['/today', '/records', '/visits/of-some-site', '/settings']) {
      await router.push(path);
      expect(wrapper.get(banner).text(), path).toContain('练习中：这里的记录不会上传');
    }
    await wrapper.get('[data-test="practice-end"]').trigger('click');
    await flushPromises();
    expect(wrapper.find(banner).exists()).toBe(false);
    expect(useDeviceStore().status?.name).toBe('督查员甲');
  });

  it('leaves the visit before it ends, so that what was typed is saved there', async () => {
    const wrapper = await app('/visits/of-some-site');
    await practise();
    await flushPromises();
    await wrapper.get('[data-test="practice-end"]').trigger('click');
    await flushPromises();
    expect(router.currentRoute.value.path).toBe('/today');
  });

  it('goes back to the first run where nobody has said a name yet', async () => {
    await commands.setName(null as never);
    const wrapper = await app('/settings');
    expect(router.currentRoute.value.name).toBe('welcome');
    await practise();
    await router.push('/records');
    expect(router.currentRoute.value.name).toBe('records');
    await wrapper.get('[data-test="practice-end"]').trigger('click');
    await flushPromises();
    expect(router.currentRoute.value.name).toBe('welcome');
  });

  it('has no server to enrol with', async () => {
    await app('/today');
    await practise();
    await router.push('/sync/enrol');
    expect(router.currentRoute.value.name).toBe('sync');
  });

  it('keeps what lists were narrowed to on its own side', async () => {
    const wrapper = await app('/today');
    await practise();
    await flushPromises();
    useListsStore().records.township = '990001100';
    await wrapper.get('[data-test="practice-end"]').trigger('click');
    await flushPromises();
    expect(useListsStore().records).toEqual({ unsynced: false });
  });
});
