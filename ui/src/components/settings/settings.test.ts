import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { i18n } from '@/i18n';
import { useSettingsStore } from '@/stores/settings';
import DiagnosticsCard from './DiagnosticsCard.vue';
import LicenceList from './LicenceList.vue';
import StorageCard from './StorageCard.vue';

const global = { plugins: [i18n, Quasar] };

beforeEach(() => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
  resetFake();
});
afterEach(() => {
  vi.restoreAllMocks();
  document.body.innerHTML = '';
});

it('keeps the size of photos and when they are uploaded', async () => {
  const settings = useSettingsStore();
  await settings.setPhotoEdge('3072');
  await settings.setPhotosWifiOnly(false);
  setActivePinia(createPinia());
  const next = useSettingsStore();
  expect([next.photoEdge, next.photosWifiOnly]).toEqual(['2048', true]);
  await next.load();
  expect([next.photoEdge, next.photosWifiOnly]).toEqual(['3072', false]);
});

it('saves the diagnostics that were shown, word for word', async () => {
  const save = vi.spyOn(commands, 'diagnosticsSave').mockResolvedValue(true);
  const wrapper = mount(DiagnosticsCard, { global, attachTo: document.body });
  await wrapper.get('[data-test="diagnostics"]').trigger('click');
  await flushPromises();
  const shown = document.querySelector('[data-test="diagnostics-text"]')!.textContent;
  expect(shown).toContain('"acknowledged"');
  document.querySelector<HTMLElement>('[data-test="diagnostics-save"]')!.click();
  await flushPromises();
  expect(save).toHaveBeenCalledWith(shown);
  wrapper.unmount();
});

it.each([
  ['plenty', null],
  ['low', '空间不多了。'],
  ['answers_only', '暂不能拍照。'],
] as const)('says of %s room: %s', async (room, said) => {
  const usual = await commands.storage();
  vi.spyOn(commands, 'storage').mockResolvedValue({ ...usual, room });
  const wrapper = mount(StorageCard, { global });
  await flushPromises();
  const warning = wrapper.find('[data-test="room-warning"]');
  if (said === null) expect(warning.exists()).toBe(false);
  else expect(warning.text()).toContain(said);
});

it('finds packages by name and by licence', async () => {
  vi.useFakeTimers();
  const packages = [
    { name: 'vue', version: '3.5.0', licence: 'MIT' },
    { name: 'ring', version: '0.17.0', licence: 'Apache-2.0 AND ISC' },
  ];
  const wrapper = mount(LicenceList, { props: { packages, texts: { MIT: 'text' } }, global });
  const search = async (word: string) => {
    await wrapper.get('input').setValue(word);
    await vi.advanceTimersByTimeAsync(200);
    return wrapper.findAll('[data-test="licence"]').map((row) => row.text());
  };
  expect(await search('VU')).toEqual([expect.stringContaining('vue 3.5.0')]);
  expect(await search('isc')).toEqual([expect.stringContaining('ring 0.17.0')]);
  expect(await search('nothing')).toEqual([]);
  expect(wrapper.text()).toContain('没有符合的软件包');
  vi.useRealTimers();
});
