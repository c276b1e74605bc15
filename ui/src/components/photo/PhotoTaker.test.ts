import { flushPromises, mount } from '@vue/test-utils';
import { Quasar } from 'quasar';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { i18n } from '@/i18n';
import PhotoTaker from './PhotoTaker.vue';

/** The camera's dialog on a device without a camera. */
async function open() {
  vi.stubGlobal('navigator', { ...navigator, mediaDevices: undefined });
  const wrapper = mount(PhotoTaker, {
    props: { modelValue: true, title: '路障', photos: [] },
    // The dialog itself is Quasar's; what stands in it is ours.
    global: { plugins: [i18n, Quasar], stubs: { QDialog: { template: '<div><slot /></div>' } } },
  });
  await flushPromises();
  const choose = async (files: File[]) => {
    const input = wrapper.get('[data-test="photo-file"]');
    Object.defineProperty(input.element, 'files', { value: files, configurable: true });
    await input.trigger('change');
    await vi.waitFor(() => expect(wrapper.emitted('shot')).toHaveLength(files.length));
  };
  return { wrapper, choose };
}

afterEach(() => vi.unstubAllGlobals());

describe('taking photos without a camera', () => {
  it('says why, and takes files instead', async () => {
    const { wrapper, choose } = await open();
    expect(wrapper.get('[data-test="photo-no-camera"]').text()).toContain('没有可用的相机');
    await choose([new File([new Uint8Array([1, 2])], 'a.jpg'), new File(['b'], 'b.jpg')]);
    expect(wrapper.emitted('shot')?.[0]).toEqual([new Uint8Array([1, 2])]);
  });
});
