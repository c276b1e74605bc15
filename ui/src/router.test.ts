import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { router } from './router';
import { useDraftStore } from './stores/draft';

// Which page comes is asked here, not what stands in it.
const { blank } = vi.hoisted(() => ({ blank: () => ({ default: { template: '' } }) }));
vi.mock('./pages/VisitPage.vue', blank);
vi.mock('./pages/FinishPage.vue', blank);
vi.mock('./pages/SealedPage.vue', blank);
vi.mock('./pages/TodayPage.vue', blank);

beforeEach(() => {
  setActivePinia(createPinia());
  resetFake();
});

it('leads from a draft that was sealed to today, and into any other', async () => {
  const drafts = useDraftStore();
  const { draft } = await commands.draftNew('site-410523105201', 'unannounced');
  await drafts.open(draft.id);
  for (const page of ['', '/finish']) {
    await router.push(`/visits/${draft.id}${page}`);
    expect(router.currentRoute.value.path).toBe(`/visits/${draft.id}${page}`);
  }
  await drafts.seal(draft.id, null);
  await router.replace(`/visits/${draft.id}/sealed`);
  expect(router.currentRoute.value.name).toBe('sealed');
  for (const page of ['', '/finish']) {
    await router.push(`/visits/${draft.id}${page}`);
    expect(router.currentRoute.value.path).toBe('/today');
  }
  await router.push('/visits/another');
  expect(router.currentRoute.value.name).toBe('visit');
});
