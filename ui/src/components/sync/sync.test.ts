import { flushPromises, mount, RouterLinkStub } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import type { SyncState } from '@/generated/SyncState';
import { i18n } from '@/i18n';
import { useAbilitiesStore } from '@/stores/abilities';
import { useDeviceStore } from '@/stores/device';
import { useNoticeStore } from '@/stores/notice';
import { usePermitsStore } from '@/stores/permits';
import ConflictList from './ConflictList.vue';
import NotifyCard from './NotifyCard.vue';
import PhotoUpload from './PhotoUpload.vue';
import SyncProgress from './SyncProgress.vue';

const global = { plugins: [i18n, Quasar], stubs: { RouterLink: RouterLinkStub } };

function play(scene: string) {
  history.replaceState(null, '', `?fake=${scene}`);
  resetFake();
}

beforeEach(() => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
  play('usual');
});
afterEach(() => {
  vi.restoreAllMocks();
  history.replaceState(null, '', '?');
});

describe('what the sync says', () => {
  async function says(sync: Partial<SyncState>) {
    const device = useDeviceStore();
    await device.refresh();
    device.sync = { ...device.sync!, ...sync };
    const props = { status: device.status!, sync: device.sync };
    return mount(SyncProgress, { props, global });
  }

  it('tells what went wrong, what is safe, and what to do', async () => {
    const wrapper = await says({ phase: 'waiting', reason: 'captive-portal' });
    const sentences = wrapper.get('[data-test="fault-text"]').text();
    expect(sentences).toContain('这个网络要先登录。');
    expect(sentences).toContain('本机的记录都在');
    expect(sentences).toContain('请先在浏览器里登录网络。');
    expect(wrapper.get('h2').text()).toMatch(/条待上传$/);
  });

  it('counts while it uploads', async () => {
    const wrapper = await says({ phase: 'pushing', reason: null, done: 2, total: 3 });
    expect(wrapper.get('h2').text()).toBe('正在上传 2/3');
    expect(wrapper.get('[role="progressbar"]').attributes('aria-valuenow')).toBe(String(2 / 3));
  });

  it('weighs photos in bytes while it sends them', async () => {
    const at = { reason: null, done: 1_250_000, total: 5_000_000 };
    const wrapper = await says({ phase: 'uploading', ...at });
    expect(wrapper.get('h2').text()).toBe('正在上传照片 1 MB / 5 MB');
    expect(wrapper.get('[role="progressbar"]').attributes('aria-valuenow')).toBe('0.25');
  });

  it('leaves it to the card of the enrolment when the server refuses the device', async () => {
    const wrapper = await says({ phase: 'waiting', reason: 'unauthorized' });
    expect(wrapper.find('[data-test="fault-text"]').exists()).toBe(false);
  });
});

describe('photos that wait', () => {
  async function says(files: { files: number; bytes: number }, reason: string | null) {
    const device = useDeviceStore();
    await device.refresh();
    const status = { ...device.status!, files, pending: 0 };
    const sync = { ...device.sync!, phase: 'idle' as const, reason };
    device.status = status;
    device.sync = sync;
    return mount(PhotoUpload, { props: { status, sync }, global });
  }

  it('are told with their bytes, and why they wait', async () => {
    const wrapper = await says({ files: 7, bytes: 3_260_000 }, 'photos-wait-for-wifi');
    expect(wrapper.get('[data-test="photos-wait"]').text()).toBe('7 张照片待上传，共 3 MB。');
    expect(wrapper.get('[data-test="photos-held-back"]').text()).toContain('Wi-Fi');
    const { useSyncWords } = await import('@/composables/useSyncWords');
    let summary = '';
    mount({ setup: () => ((summary = useSyncWords().summary.value), () => null) }, { global });
    expect(summary).toBe('7 张照片待上传 · 等 Wi-Fi');
  });

  it('are none when all are sent', async () => {
    const wrapper = await says({ files: 0, bytes: 0 }, null);
    expect(wrapper.get('[data-test="photos-wait"]').text()).toBe('没有待上传的照片。');
    expect(wrapper.find('[data-test="photos-held-back"]').exists()).toBe(false);
  });
});

describe('notices while the app is closed', () => {
  async function card() {
    await useAbilitiesStore().load();
    const wrapper = mount(NotifyCard, { global });
    await vi.waitFor(() => expect(usePermitsStore().known.notifications).toBeDefined());
    await flushPromises();
    return wrapper;
  }

  it('are offered on a tablet, and asked for by a touch only', async () => {
    play('tablet');
    const ask = vi.spyOn(commands, 'permissionAsk');
    const wrapper = await card();
    expect(wrapper.text()).toContain('应用关着时');
    expect(ask).not.toHaveBeenCalled();
    await wrapper.get('[data-test="notify-allow"]').trigger('click');
    await vi.waitFor(() => expect(useNoticeStore().notice?.message).toBe('已允许通知。'));
    expect(ask).toHaveBeenCalledExactlyOnceWith('notifications');
    expect(wrapper.find('[data-test="notify-card"]').exists()).toBe(false);
  });

  it('that were refused stand with the way to the system’s settings', async () => {
    play('tablet-refused');
    const wrapper = await card();
    expect(wrapper.text()).toContain('系统设置');
    expect(wrapper.find('[data-test="notify-allow"]').exists()).toBe(false);
    // The user comes back from the settings, and has allowed it.
    vi.spyOn(commands, 'permitted').mockResolvedValue('yes');
    document.dispatchEvent(new Event('visibilitychange'));
    await flushPromises();
    expect(wrapper.find('[data-test="notify-card"]').exists()).toBe(false);
  });

  it('are no matter on a desktop', async () => {
    await useAbilitiesStore().load();
    const asked = vi.spyOn(commands, 'permitted');
    const wrapper = mount(NotifyCard, { global });
    await flushPromises();
    expect(wrapper.find('[data-test="notify-card"]').exists()).toBe(false);
    expect(asked).not.toHaveBeenCalled();
  });
});

it('leads from each contradiction to where it is settled', async () => {
  play('conflict');
  const conflicts = await commands.conflicts();
  const wrapper = mount(ConflictList, { props: { conflicts }, global });
  const links = wrapper.findAllComponents(RouterLinkStub).map((link) => link.props('to'));
  const [visit] = conflicts;
  expect(visit).toMatchObject({ what: 'visit' });
  expect(links[0]).toBe(`/records/${visit!.what === 'visit' ? visit!.visit : ''}`);
  expect(wrapper.text()).toContain(`${conflicts.length} 处说法有冲突`);
  const to = (kind: string) => links[conflicts.findIndex(({ what }) => what === kind)];
  expect(to('disposition')).toMatch(/^\/records\//);
  expect(to('tally')).toMatch(/^\/reports\?part=tallies&day=\d{4}-\d\d-\d\d$/);
  expect(to('day')).toMatch(/^\/reports\?part=day&day=\d{4}-\d\d-\d\d$/);
  expect(wrapper.text()).toContain('对村委会主任的处理说法不一');
  expect(wrapper.text()).toContain('白班的查验台账不一致');
});
