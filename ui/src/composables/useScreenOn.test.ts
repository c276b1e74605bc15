import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { commands } from '@/api/commands';
import { useAbilitiesStore } from '@/stores/abilities';
import { useScreenOn } from './useScreenOn';

const page = defineComponent(() => {
  useScreenOn();
  return () => null;
});
const shown = ref('');
const frame = defineComponent(
  () => () => (shown.value === '' ? null : h(page, { key: shown.value })),
);

async function on(tablet: boolean) {
  const none = { camera: false, position: false, share: false };
  vi.spyOn(commands, 'abilities').mockResolvedValue({ ...none, background: tablet });
  await useAbilitiesStore().load();
  const lit = vi.spyOn(commands, 'keepOn').mockResolvedValue(null);
  const wrapper = mount(frame);
  const open = async (name: string) => {
    shown.value = name;
    await flushPromises();
    return lit.mock.calls.map(([now]) => now);
  };
  return { wrapper, open };
}

beforeEach(() => {
  setActivePinia(createPinia());
  shown.value = '';
});
afterEach(() => vi.restoreAllMocks());

it('keeps the screen lit from a visit’s first page to its last', async () => {
  const { wrapper, open } = await on(true);
  expect(await open('visit')).toEqual([true]);
  expect(await open('finish'), 'no moment between the two').toEqual([true]);
  expect(await open('')).toEqual([true, false]);
  wrapper.unmount();
});

it('leaves the screen of a desktop alone', async () => {
  const { wrapper, open } = await on(false);
  expect(await open('visit')).toEqual([]);
  wrapper.unmount();
});
