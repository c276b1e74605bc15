import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { FAKE_CODE } from '@/api/fake/device';
import { i18n } from '@/i18n';
import { useDeviceStore } from '@/stores/device';
import EnrolCard from './EnrolCard.vue';
import EnrolCode from './EnrolCode.vue';
import EnrolForm from './EnrolForm.vue';

const global = { plugins: [i18n, Quasar] };
const server = 'https://kakou.tangyin.example';
const test = (name: string) => `[data-test="${name}"]`;

function play(scene: string) {
  history.replaceState(null, '', `?fake=${scene}`);
  resetFake();
}

beforeEach(() => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(() => {
  history.replaceState(null, '', '?');
  vi.restoreAllMocks();
});

async function pickPicture() {
  const wrapper = mount(EnrolCode, { global });
  const input = wrapper.get('input[type="file"]');
  const files = [new File(['picture'], 'card.png', { type: 'image/png' })];
  Object.defineProperty(input.element, 'files', { value: files, configurable: true });
  await input.trigger('change');
  await flushPromises();
  return wrapper;
}

describe('a picture of the QR code', () => {
  it('gives server and code', async () => {
    play('qr');
    const wrapper = await pickPicture();
    expect(wrapper.emitted('read')).toEqual([[{ server, code: FAKE_CODE }]]);
    expect(wrapper.find(test('fault-text')).exists()).toBe(false);
  });

  it('without a code says so in three sentences', async () => {
    play('usual');
    const wrapper = await pickPicture();
    expect(wrapper.emitted('read')).toBeUndefined();
    expect(wrapper.get(test('fault-text')).text()).toContain('图片里没有找到接入二维码。');
  });

  it('with another code is no enrolment code', async () => {
    vi.spyOn(commands, 'readQr').mockResolvedValue('https://weixin.example/pay');
    const wrapper = await pickPicture();
    expect(wrapper.emitted('read')).toBeUndefined();
    expect(wrapper.find(test('fault-text')).exists()).toBe(true);
  });
});

describe('the form', () => {
  const form = () =>
    mount(EnrolForm, { props: { found: null, ready: false, busy: false }, global });
  const value = (wrapper: ReturnType<typeof form>, field: string) =>
    wrapper.get<HTMLInputElement>(`input${test(field)}`).element.value;

  beforeEach(async () => {
    play('empty');
    await useDeviceStore().refresh();
  });

  it('takes the whole text of a QR code where the code is pasted', async () => {
    const wrapper = form();
    const text = `kakou:enrol?url=${encodeURIComponent(server)}&code=${FAKE_CODE}`;
    await wrapper.get(`input${test('enrol-code')}`).setValue(text);
    await wrapper.get(`input${test('enrol-code')}`).trigger('change');
    await flushPromises();
    expect(value(wrapper, 'enrol-code')).toBe(FAKE_CODE);
    expect(value(wrapper, 'enrol-server')).toBe(server);
    expect(wrapper.emitted('update:ready')?.at(-1)).toEqual([true]);
  });

  it('says what is wrong with a code, and keeps what was typed', async () => {
    const wrapper = form();
    const code = 'EXPI-9M2P-4TXE-0B6Y-WH3A';
    await wrapper.setProps({ found: { server, code } });
    await wrapper.trigger('submit');
    await flushPromises();
    expect(wrapper.get(test('fault-text')).text()).toContain('接入码已过期。');
    expect(wrapper.get(test('fault-text')).text()).toContain('本机的记录都在');
    expect(value(wrapper, 'enrol-code')).toBe(code);
    expect(wrapper.emitted('enrolled')).toBeUndefined();
  });

  it('enrols with what the QR code gave', async () => {
    const wrapper = form();
    await wrapper.setProps({ found: { server, code: FAKE_CODE } });
    await wrapper.trigger('submit');
    await flushPromises();
    expect(wrapper.emitted('enrolled')).toHaveLength(1);
    expect(useDeviceStore().enrolled).toBe(true);
  });
});

describe('a second device under a name in use', () => {
  async function card(name: string) {
    play('empty');
    const device = useDeviceStore();
    await device.refresh();
    await device.enrol({ server, code: FAKE_CODE, name, allowHttp: false });
    const stubs = { AppButton: true };
    return mount(EnrolCard, { props: { status: device.status! }, global: { ...global, stubs } });
  }

  it('is told as what it is admitted, and whom to ask', async () => {
    const told = (await card('督查员乙')).get(test('told-apart')).text();
    expect(told).toContain('本机登记为“督查员乙（2）”');
    expect(told).toContain('请联系县督查办');
  });

  it('and one under a free name is told nothing', async () => {
    expect((await card('督查员己')).find(test('told-apart')).exists()).toBe(false);
  });
});
