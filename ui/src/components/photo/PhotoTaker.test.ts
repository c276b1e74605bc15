import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resetFake } from '@/api/fake';
import { i18n } from '@/i18n';
import { useAbilitiesStore } from '@/stores/abilities';
import { usePermitsStore } from '@/stores/permits';
import PhotoTaker from './PhotoTaker.vue';

const mark = (name: string) => `[data-test="${name}"]`;

/** The camera's dialog; without cameras, where none is given. */
async function open(outside?: () => Promise<unknown>, mediaDevices?: unknown) {
  vi.stubGlobal('navigator', { ...navigator, mediaDevices });
  await useAbilitiesStore().load();
  const wrapper = mount(PhotoTaker, {
    props: { modelValue: true, title: '路障', photos: [], outside },
    // The dialog itself is Quasar's; what stands in it is ours.
    global: { plugins: [i18n, Quasar], stubs: { QDialog: { template: '<div><slot /></div>' } } },
  });
  await flushPromises();
  const choose = async (files: File[]) => {
    const input = wrapper.get(mark('photo-file'));
    Object.defineProperty(input.element, 'files', { value: files, configurable: true });
    await input.trigger('change');
    await vi.waitFor(() => expect(wrapper.emitted('shot')).toHaveLength(files.length));
  };
  const says = (text: string) =>
    vi.waitFor(() => expect(wrapper.get(mark('photo-no-camera')).text()).toContain(text));
  return { wrapper, choose, says };
}

function play(scene: string) {
  history.replaceState(null, '', `?fake=${scene}`);
  setActivePinia(createPinia());
  resetFake();
}

beforeEach(() => play('usual'));
afterEach(() => {
  vi.unstubAllGlobals();
  history.replaceState(null, '', '?');
});

describe('taking photos without a camera', () => {
  it('says why, and takes files instead', async () => {
    const { wrapper, choose, says } = await open();
    await says('没有可用的相机');
    await choose([new File([new Uint8Array([1, 2])], 'a.jpg'), new File(['b'], 'b.jpg')]);
    expect(wrapper.emitted('shot')?.[0]).toEqual([new Uint8Array([1, 2])]);
    expect(wrapper.get(mark('photo-file')).attributes('capture')).toBe('environment');
  });

  it('uses the system’s camera on a tablet, for what can be photographed so', async () => {
    play('tablet');
    const outside = vi.fn(() => Promise.resolve());
    const { wrapper } = await open(outside);
    await wrapper.get(mark('photo-system')).trigger('click');
    expect(outside).toHaveBeenCalledOnce();
    expect(wrapper.get(mark('photo-file')).attributes('capture')).toBeUndefined();

    const elsewhere = await open();
    expect(elsewhere.wrapper.find(mark('photo-system')).exists()).toBe(false);
    expect(elsewhere.wrapper.get(mark('photo-file')).attributes('capture')).toBe('environment');
  });

  it('has no system’s camera on a desktop', async () => {
    const { wrapper } = await open(vi.fn(() => Promise.resolve()));
    expect(wrapper.find(mark('photo-system')).exists()).toBe(false);
  });
});

describe('a camera that is not allowed', () => {
  const devices = { getUserMedia: () => Promise.reject(new DOMException('', 'NotReadableError')) };

  it('can be asked for again where it was put off', async () => {
    play('tablet');
    const { wrapper, says } = await open(vi.fn(), devices);
    const permits = usePermitsStore();
    await vi.waitFor(() => expect(permits.asking).toBe('camera'));
    permits.answer(false);
    await says('暂未允许使用相机');
    expect(wrapper.find(mark('photo-system')).exists()).toBe(false);
    await wrapper.get(mark('photo-again')).trigger('click');
    await vi.waitFor(() => expect(permits.asking).toBe('camera'));
    permits.answer(true);
    await says('被别的应用占用');
  });

  it('says where the system allows it, and takes files', async () => {
    play('tablet-refused');
    const { says, choose } = await open(vi.fn(), devices);
    await says('系统设置');
    await choose([new File(['a'], 'a.jpg')]);
  });
});
