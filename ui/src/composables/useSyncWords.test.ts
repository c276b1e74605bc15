import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import type { Status } from '@/generated/Status';
import type { SyncState } from '@/generated/SyncState';
import { i18n } from '@/i18n';
import { useDeviceStore } from '@/stores/device';
import { useSyncWords } from './useSyncWords';

const idle: SyncState = { phase: 'idle', reason: null, next_try_at: null, done: 0, total: 0 };

const soon = '2020-02-14T12:05:00+08:00';

async function words(status: Partial<Status>, sync: Partial<SyncState>) {
  const device = useDeviceStore();
  const files = { files: 0, bytes: 0 };
  device.status = { ...(await commands.status()), files, ...status };
  device.sync = { ...idle, ...sync };
  const probe = defineComponent(() => {
    const words = useSyncWords();
    return () => [h('p', words.summary.value), h('b', words.short.value)];
  });
  const wrapper = mount(probe, { global: { plugins: [i18n] } });
  return { summary: wrapper.get('p').text(), short: wrapper.get('b').text() };
}
const summary = async (status: Partial<Status>, sync: Partial<SyncState>) =>
  (await words(status, sync)).summary;

describe('the sync chip', () => {
  beforeEach(() => {
    setActivePinia(createPinia());
    resetFake();
    i18n.global.locale.value = 'zh-CN';
  });

  it('says how much waits, and why', async () => {
    expect(
      await summary({ pending: 3 }, { phase: 'waiting', reason: 'stalled', next_try_at: soon }),
    ).toBe('3 条待上传 · 连接中断');
    expect(await summary({ pending: 3, server: null }, {})).toBe('3 条待上传 · 未接入');
  });

  it('counts while it uploads', async () => {
    expect(await summary({ pending: 3 }, { phase: 'pushing', done: 2, total: 3 })).toBe(
      '正在上传 2/3',
    );
  });

  it('says when everything was uploaded', async () => {
    const last_contact = '2020-02-14T12:04:00+08:00';
    expect(await summary({ pending: 0, last_contact }, {})).toBe('已上传 2020年2月14日 周五 12:04');
  });

  it('says how many photos wait when all records are uploaded', async () => {
    const files = { files: 7, bytes: 3_260_000 };
    const all = await words({ pending: 0, files }, { reason: 'photos-wait-for-wifi' });
    expect(all).toEqual({ summary: '7 张照片待上传 · 等 Wi-Fi', short: '照片待传 7' });
    expect(await summary({ pending: 2, files }, {})).toBe('2 条待上传');
  });

  it('is short on a phone', async () => {
    const short = async (status: Partial<Status>, sync: Partial<SyncState>) =>
      (await words(status, sync)).short;
    const last_contact = '2020-02-14T12:04:00+08:00';
    expect(await short({ pending: 4 }, { phase: 'waiting', reason: 'stalled' })).toBe('需处理');
    expect(await short({ pending: 4, server: null }, {})).toBe('待上传 4');
    expect(await short({ pending: 0, last_contact }, {})).toBe('已上传');
    expect(await short({ pending: 3 }, { phase: 'pushing', done: 2, total: 3 })).toBe(
      '正在上传 2/3',
    );
  });

  it('asks for attention when the server refuses the device or sets an entry aside', async () => {
    expect(await summary({}, { phase: 'waiting', reason: 'unauthorized' })).toBe('需处理');
    expect(await summary({ set_aside: [{ seq: 4, code: 'unknown-checklist' }] }, {})).toBe(
      '需处理',
    );
  });
});
