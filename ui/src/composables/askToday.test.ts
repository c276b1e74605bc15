import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { expect, it, vi } from 'vitest';
import { askAhead, forgetAhead } from '@/api/ahead';
import { fakeInvoke } from '@/api/fake';
import { i18n } from '@/i18n';
import TodayPage from '@/pages/TodayPage.vue';
import { router } from '@/router';
import { askToday } from './askToday';

vi.mock('@/api/fake', async (original) => {
  const fake = await original<typeof import('@/api/fake')>();
  return { ...fake, fakeInvoke: vi.fn(fake.fakeInvoke) };
});

it('asks all that Today asks, so that it comes up with its rows', async () => {
  const pinia = createPinia();
  setActivePinia(pinia);
  askAhead(askToday);
  await flushPromises();
  vi.mocked(fakeInvoke).mockClear();
  const page = mount(TodayPage, { global: { plugins: [pinia, i18n, router, Quasar] } });
  // As the start does: what is asked later than this is asked anew.
  forgetAhead();
  await flushPromises();
  const asked = vi.mocked(fakeInvoke).mock.calls.map(([command]) => command);
  expect(asked.filter((command) => command !== 'abilities')).toEqual([]);
  expect(page.find('[data-test="coverage"]').exists()).toBe(true);
});
