import { mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { describe, expect, it } from 'vitest';
import { template } from '@/api/fake/template';
import { choicesOf } from '@/composables/checklist';
import type { Answer } from '@/generated/Answer';
import { i18n } from '@/i18n';
import AnswerMany from './AnswerMany.vue';

const choices = choicesOf(template.items.find(({ code }) => code === 'gatherings.kind')!.answer);

function answers(answer: Answer | undefined) {
  const wrapper = mount(AnswerMany, {
    props: { choices, answer },
    global: { plugins: [createPinia(), i18n] },
  });
  const press = async (value: string) => {
    await wrapper.get(`[data-test="answer-${value}"]`).trigger('click');
    return wrapper.emitted<[Answer | null]>('answer')?.at(-1)?.[0];
  };
  const on = () =>
    wrapper.findAll('[aria-pressed="true"]').map((one) => one.attributes('data-test'));
  return { press, on };
}

describe('choosing several', () => {
  it('shows nothing as chosen before anything was said', () => {
    expect(answers(undefined).on()).toEqual([]);
  });

  it('takes «none of these» as an answer of its own', async () => {
    expect(answers([]).on()).toEqual(['answer-none']);
    expect(await answers(['cards']).press('none')).toEqual([]);
  });

  it('keeps the order of the checklist', async () => {
    expect(await answers(['cards']).press('gambling')).toEqual(['gambling', 'cards']);
  });

  it('is unanswered again when the last one is taken away', async () => {
    expect(await answers(['cards']).press('cards')).toBeNull();
  });
});
