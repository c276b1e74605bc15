import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { provideVisit, type Visit } from '@/composables/useVisit';
import { i18n } from '@/i18n';
import { useDraftStore } from '@/stores/draft';
import DetailText from './DetailText.vue';

// Quasar asks for parts of a browser that the tests' one does not have.
const QInput = defineComponent({
  emits: ['update:modelValue'],
  setup: (_, { emit }) => {
    const typed = (event: Event) =>
      emit('update:modelValue', (event.target as HTMLInputElement).value);
    return () => h('input', { onInput: typed });
  },
});

beforeEach(() => {
  setActivePinia(createPinia());
  resetFake();
});

describe('a text of a visit', () => {
  it('that was typed just before sealing is sealed with it', async () => {
    const { draft } = await commands.draftNew('site-410523105201', 'unannounced');
    await useDraftStore().open(draft.id);
    let visit: Visit | undefined;
    const page = defineComponent(() => {
      const provided = (visit = provideVisit(draft.id));
      const save = (notes: string) => void provided.setDetails({ notes });
      return () => h(DetailText, { value: '', label: '备注', test: 'notes', onSave: save });
    });
    const wrapper = mount(page, { global: { plugins: [i18n], stubs: { QInput } } });
    await wrapper.get('[data-test="notes"]').setValue('值班棚已搭好');
    expect(await visit?.seal(null)).toBe(true);
    const { id } = useDraftStore().sealed!.view;
    expect((await commands.visit(id)).current.notes).toBe('值班棚已搭好');
  });
});
