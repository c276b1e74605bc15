import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { commands } from '@/api/commands';
import { CommandError } from '@/api/errors';
import SyncedTag from '@/components/record/SyncedTag.vue';
import type { ShownPhoto } from '@/composables/usePhotoWords';
import { i18n } from '@/i18n';
import PhotoViewer from './PhotoViewer.vue';

// Pinching needs a real window.
vi.mock('@/composables/useZoom', () => ({
  useZoom: () => ({ scale: 1, zoomIn: vi.fn(), zoomOut: vi.fn(), reset: vi.fn() }),
}));

const global = { plugins: [i18n, Quasar] };
const away: ShownPhoto = {
  sha256: 'ab'.repeat(32),
  size: 1000,
  media_type: 'image/jpeg',
  shows: null,
  taken_at: '2020-02-14T09:30:00+08:00',
  position: null,
  here: false,
};

beforeEach(() => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
});
afterEach(() => {
  vi.restoreAllMocks();
  document.body.innerHTML = '';
});

async function looked() {
  const props = { modelValue: 0, photos: [away], template: null };
  const wrapper = mount(PhotoViewer, { props, global, attachTo: document.body });
  await flushPromises();
  return wrapper;
}
const shown = (name: string) => document.querySelector(`[data-test="${name}"]`);

it('fetches a photo of another device when somebody looks at it', async () => {
  const fetched = vi.spyOn(commands, 'evidenceFetch').mockResolvedValue(null);
  const wrapper = await looked();
  expect(fetched).toHaveBeenCalledWith(away.sha256);
  expect(shown('photo-not-here')).toBeNull();
  expect(document.querySelector('.image')).not.toBeNull();
  wrapper.unmount();
});

it('says whether nobody has uploaded it or nobody can be reached, and tries again', async () => {
  const refuse = (code: string) => new CommandError({ code, facts: {} });
  const fetching = vi.spyOn(commands, 'evidenceFetch');
  fetching.mockRejectedValueOnce(refuse('blob-not-here'));
  const wrapper = await looked();
  expect(shown('photo-not-here')!.textContent).toContain('拍摄者还没有上传');
  fetching.mockRejectedValueOnce(refuse('unreachable'));
  (shown('photo-fetch') as HTMLElement).click();
  await flushPromises();
  expect(shown('photo-not-here')!.textContent).toContain('连不上服务器');
  fetching.mockResolvedValueOnce(null);
  (shown('photo-fetch') as HTMLElement).click();
  await flushPromises();
  expect(shown('photo-not-here')).toBeNull();
  wrapper.unmount();
});

it('marks a record whose photos are still to be sent', () => {
  const files = { files: 5, bytes: 2_000_000, missing: 3, bytes_missing: 900_000 };
  const tag = (props: { synced: boolean; files: typeof files }) =>
    mount(SyncedTag, { props, global }).text();
  expect(tag({ synced: true, files })).toContain('照片待传 3/5');
  expect(tag({ synced: false, files })).toContain('待上传');
  expect(tag({ synced: true, files: { ...files, missing: 0 } })).toContain('已上传');
});
