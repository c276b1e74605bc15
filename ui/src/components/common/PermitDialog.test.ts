import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { commands } from '@/api/commands';
import { i18n } from '@/i18n';
import { usePermitsStore } from '@/stores/permits';
import PermitDialog from './PermitDialog.vue';

const blank = { template: '<div />' };
const router = createRouter({
  history: createMemoryHistory(),
  routes: ['/today', '/visit'].map((path) => ({ path, component: blank })),
});
const on = (name: string) => document.querySelector<HTMLElement>(`[data-test="${name}"]`);

/** A position is needed on the page of today. */
async function needed() {
  await router.push('/today');
  mount(PermitDialog, { global: { plugins: [i18n, Quasar, router] }, attachTo: document.body });
  const asked = usePermitsStore().ensure('position', 'by-itself');
  await vi.waitFor(() => expect(on('permit-allow')).not.toBeNull());
  return { asked };
}

beforeEach(() => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
  vi.spyOn(commands, 'permitted').mockResolvedValue('ask');
  vi.spyOn(commands, 'permissionAsk').mockResolvedValue('yes');
});
afterEach(() => {
  vi.restoreAllMocks();
  document.body.innerHTML = '';
});

it.each([
  ['permit-allow', true, 1],
  ['permit-later', false, 0],
  ['dialog-close', false, 0],
])('says why, and does what is chosen: %s', async (button, may, times) => {
  const { asked } = await needed();
  expect(document.body.textContent).toContain('不联网也能用');
  expect(document.body.textContent).toContain('不允许也能继续检查');
  on(button)?.click();
  expect(await asked).toBe(may);
  expect(commands.permissionAsk).toHaveBeenCalledTimes(times);
});

it('stays while the page of the visit comes', async () => {
  const { asked } = await needed();
  await router.push('/visit');
  await flushPromises();
  expect(usePermitsStore().asking).toBe('position');
  on('permit-allow')?.click();
  expect(await asked).toBe(true);
});
