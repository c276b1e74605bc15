import { mount } from '@vue/test-utils';
import { Quasar } from 'quasar';
import { describe, expect, it } from 'vitest';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { askedGroups } from '@/composables/checklist';
import type { PhoneCall } from '@/generated/PhoneCall';
import { i18n } from '@/i18n';
import AnswerCalls from './AnswerCalls.vue';

const call = (time: string, answered: boolean): PhoneCall => ({
  at: `2020-02-14T${time}:00+08:00`,
  answered,
});
const shown = (calls: PhoneCall[]) =>
  mount(AnswerCalls, { props: { calls }, global: { plugins: [i18n, Quasar] } });

describe('calls to the duty phone', () => {
  it('are listed in their order, each with its time and how it went', () => {
    const list = shown([call('13:02', false), call('13:05', true)]).findAll('li');
    expect(list.map((one) => one.text())).toEqual(['13:02 未接', '13:05 接通']);
  });

  it('are noted by one press each', async () => {
    const control = shown([]);
    await control.get('[data-test="call-missed"]').trigger('click');
    await control.get('[data-test="call-answered"]').trigger('click');
    expect(control.emitted('call')).toEqual([[false], [true]]);
  });

  it('can be taken back only once there is one', async () => {
    expect(shown([]).find('[data-test="call-undo"]').exists()).toBe(false);
    const control = shown([call('13:02', false)]);
    await control.get('[data-test="call-undo"]').trigger('click');
    expect(control.emitted('uncall')).toHaveLength(1);
  });

  it('answer two items by one control, which tells the findings of both', async () => {
    resetFake();
    const { draft } = await commands.draftNew('site-410523105201', 'unannounced');
    const page = await commands.draftCall(draft.id, false);
    const items = askedGroups(page).flatMap((group) => group.items);
    const codes = items.map(({ item }) => item.code);
    expect(codes).not.toContain('staffing.duty_phone_answered');
    const made = items.find(({ control }) => control === 'calls');
    expect(made?.findings.map(({ category }) => category)).toEqual(['staffing.phone_unanswered']);
  });

  it('are plain numbers where only their number is known', async () => {
    resetFake();
    const { draft } = await commands.draftNew('site-410523105201', 'unannounced');
    await commands.draftAnswer(draft.id, 'staffing.duty_phone_calls', 2);
    const items = askedGroups(await commands.draft(draft.id)).flatMap((group) => group.items);
    const phone = items.filter(({ item }) => item.code.includes('duty_phone'));
    expect(phone.map(({ control }) => control)).toEqual(['count', 'count']);
  });
});
