import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { commands } from '@/api/commands';
import * as files from '@/api/files';
import { i18n } from '@/i18n';
import PackCard from './PackCard.vue';

const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/', component: { template: '<div />' } }],
});
const on = (name: string) => document.querySelector<HTMLElement>(`[data-test="${name}"]`);

/** The user has picked a pack of this origin. */
async function picked(trusted: boolean) {
  const origin = { county: '汤阴县', fingerprint: '7QWZ-9TCH-ZQSJ', trusted };
  vi.spyOn(files, 'pickPack').mockResolvedValue('/tmp/tangyin.kkp');
  vi.spyOn(commands, 'packOrigin').mockResolvedValue(origin);
  vi.spyOn(commands, 'loadPack').mockResolvedValue({ facts: 3 });
  mount(PackCard, { global: { plugins: [i18n, Quasar, router] }, attachTo: document.body });
  on('load-pack')?.click();
  await flushPromises();
}

beforeEach(() => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
});
afterEach(() => {
  vi.restoreAllMocks();
  document.body.innerHTML = '';
});

it('asks whose pack it is before a device that trusts nobody takes it in', async () => {
  await picked(false);
  await vi.waitFor(() => expect(on('pack-fingerprint')?.textContent).toBe('7QWZ-9TCH-ZQSJ'));
  expect(document.body.textContent).toContain('汤阴县');
  expect(commands.loadPack).not.toHaveBeenCalled();
  on('pack-trust')?.click();
  await flushPromises();
  expect(commands.loadPack).toHaveBeenCalledWith('/tmp/tangyin.kkp', '7QWZ-9TCH-ZQSJ');
});

it.each(['pack-not', 'dialog-close'])('takes nothing in when it is put off: %s', async (button) => {
  await picked(false);
  await vi.waitFor(() => expect(on(button)).not.toBeNull());
  on(button)?.click();
  await flushPromises();
  expect(commands.loadPack).not.toHaveBeenCalled();
  expect(on('load-pack')?.textContent).toContain('选择文件');
});

it('asks nothing where headquarters is trusted already', async () => {
  await picked(true);
  expect(on('pack-fingerprint')).toBeNull();
  expect(commands.loadPack).toHaveBeenCalledWith('/tmp/tangyin.kkp', null);
});
