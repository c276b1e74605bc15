import { flushPromises, mount, RouterLinkStub } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import RecordActions from '@/components/record/RecordActions.vue';
import { i18n } from '@/i18n';
import SlipPage from '@/pages/SlipPage.vue';
import { useAbilitiesStore } from '@/stores/abilities';

const VISIT = 'visit-3';
const router = createRouter({
  history: createMemoryHistory(),
  routes: [
    { path: '/', component: { template: '' } },
    { path: '/records/:id/slip', name: 'slip', component: { template: '' } },
  ],
});
const global = { plugins: [i18n, Quasar, router], stubs: { RouterLink: RouterLinkStub } };

async function play(scene: string) {
  history.replaceState(null, '', `?fake=${scene}`);
  resetFake();
  await useAbilitiesStore().load();
}

beforeEach(() => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
  // The tests' window draws no pictures.
  vi.spyOn(commands, 'slip').mockResolvedValue(new Blob());
});
afterEach(() => {
  vi.restoreAllMocks();
  history.replaceState(null, '', '?');
});

describe('a slip', () => {
  async function page() {
    const wrapper = mount(SlipPage, { props: { id: VISIT }, global });
    await vi.waitFor(() => expect(wrapper.find('[data-test="slip-picture"]').exists()).toBe(true));
    return wrapper;
  }

  it('is handed to another app on a tablet, in the form that is chosen', async () => {
    await play('tablet');
    const share = vi.spyOn(commands, 'slipShare');
    const wrapper = await page();
    const menu = wrapper.getComponent({ name: 'ActionMenu' });
    expect(menu.props('entries')).toMatchObject([{ label: '图片' }, { label: 'PDF' }]);
    menu.vm.$emit('choose', 'pages');
    await flushPromises();
    const options = await commands.slipOptions(VISIT);
    expect(share).toHaveBeenCalledExactlyOnceWith(VISIT, options, 'zh-CN', 'pages');
  });

  it('is only saved on a desktop', async () => {
    await play('usual');
    const wrapper = await page();
    expect(wrapper.find('[data-test="slip-share"]').exists()).toBe(false);
    expect(wrapper.find('[data-test="slip-save-pages"]').exists()).toBe(true);
  });
});

describe('a record', () => {
  async function actions() {
    const wrapper = mount(RecordActions, { props: { page: await commands.visit(VISIT) }, global });
    return wrapper.getComponent({ name: 'ActionMenu' });
  }
  const labels = (menu: Awaited<ReturnType<typeof actions>>) =>
    menu.props('entries').map(({ value }: { value: string }) => value);

  it('is handed to another app on a tablet', async () => {
    await play('tablet');
    const share = vi.spyOn(commands, 'recordShare');
    const menu = await actions();
    expect(labels(menu)).toEqual(['flash', 'share', 'save', 'compare']);
    menu.vm.$emit('choose', 'share');
    await flushPromises();
    expect(share).toHaveBeenCalledExactlyOnceWith(VISIT, 'zh-CN');
  });

  it('is only saved on a desktop', async () => {
    await play('usual');
    expect(labels(await actions())).toEqual(['flash', 'save', 'compare']);
  });
});
