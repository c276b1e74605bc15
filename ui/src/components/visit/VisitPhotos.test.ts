import { flushPromises, mount } from '@vue/test-utils';
import { Quasar } from 'quasar';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { computed, defineComponent, h } from 'vue';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { provideVisitPhotos, type VisitPhotos } from '@/composables/useVisitPhotos';
import { i18n } from '@/i18n';
import { useDeviceStore } from '@/stores/device';
import { useDraftStore } from '@/stores/draft';
import { useNoticeStore } from '@/stores/notice';
import VisitPhotosCard from './VisitPhotos.vue';

/** A visit's photos as its page shows them. */
async function begin() {
  const { draft } = await commands.draftNew('site-410523105201', 'unannounced');
  const store = useDraftStore();
  await store.open(draft.id);
  await useDeviceStore().refresh();
  let photos: VisitPhotos | undefined;
  const page = defineComponent(() => {
    const shown = computed(() => store.page);
    photos = provideVisitPhotos(draft.id, shown);
    return () => h(VisitPhotosCard, { page: shown.value! });
  });
  const wrapper = mount(page, { global: { plugins: [i18n, Quasar] } });
  const subjects = () => wrapper.findAll('.subject').map((one) => one.text());
  return { wrapper, photos: photos!, subjects };
}

async function shoot(photos: VisitPhotos, shows: string | null, byte: number) {
  photos.take(shows);
  await photos.keep(new Uint8Array([byte]));
  photos.subject.value = null;
}

describe('the photos of a visit', () => {
  beforeEach(() => {
    setActivePinia(createPinia());
    resetFake();
  });

  it('stand with what each shows, and are counted where they were taken', async () => {
    const { photos, subjects } = await begin();
    await shoot(photos, 'control.barrier', 1);
    await shoot(photos, null, 2);
    expect(subjects()).toEqual(['路障', '整次检查']);
    expect(photos.of('control.barrier')).toHaveLength(1);
  });

  it('go at one tap and come back by the notice', async () => {
    const { wrapper, photos, subjects } = await begin();
    await shoot(photos, 'control.barrier', 1);
    await shoot(photos, null, 2);
    await wrapper.get('[data-test="photo-remove"]').trigger('click');
    await flushPromises();
    expect(subjects()).toEqual(['整次检查']);
    useNoticeStore().notice?.undo?.();
    await flushPromises();
    expect(subjects()).toContain('路障');
  });

  it('are refused with a reason while there is no room, and the camera stays closed', async () => {
    const { wrapper, photos } = await begin();
    const device = useDeviceStore();
    device.status = { ...device.status!, room: 'answers_only' };
    await flushPromises();
    expect(wrapper.find('[data-test="photo-add"]').exists()).toBe(false);
    photos.take('control.barrier');
    expect(photos.subject.value).toBeNull();
    expect(useNoticeStore().notice?.message).toContain('暂不能拍照');
  });
});
