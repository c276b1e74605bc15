import { beforeEach, describe, expect, it } from 'vitest';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import type { DraftPage } from '@/generated/DraftPage';
import type { Item } from '@/generated/Item';
import { changesBetween } from './amendmentDiff';
import { askedGroups, unchecked } from './checklist';
import { draftFindings } from './findings';
import { sortAnswers } from './recordAnswers';

async function begin(): Promise<DraftPage> {
  return commands.draftNew('site-410523105201', 'unannounced');
}

beforeEach(resetFake);

describe('the page of a visit', () => {
  it('asks only what is relevant', async () => {
    const { draft } = await begin();
    const asked = (page: DraftPage) =>
      askedGroups(page).flatMap(({ items }) => items.map(({ item }) => item.code));
    expect(asked(await commands.draft(draft.id))).not.toContain('control.barrier_material');
    const page = await commands.draftAnswer(draft.id, 'control.barrier', 'makeshift');
    expect(asked(page)).toContain('control.barrier_material');
  });

  it('offers to fill only what is unanswered and has a normal value', async () => {
    const { draft } = await begin();
    const page = await commands.draftAnswer(draft.id, 'protection.staff_masked', false);
    const fillable = (code: string) =>
      askedGroups(page)
        .find(({ group }) => group.code === code)
        ?.fillable.map((item) => item.code);
    expect(fillable('protection')).toEqual(['protection.public_masked']);
    expect(fillable('staffing')).toEqual(['staffing.leader_present']);
  });

  it('counts 未检查 as not checked, and 不适用 as dealt with', async () => {
    const { draft } = await begin();
    const before = unchecked(await commands.draft(draft.id)).length;
    let page = await commands.draftAnswer(draft.id, 'staffing.present', 'not_checked');
    expect(unchecked(page)).toHaveLength(before);
    page = await commands.draftAnswer(draft.id, 'control.single_entry', {
      not_applicable: '开放式小区',
    });
    expect(unchecked(page)).toHaveLength(before - 1);
  });

  it('offers of what is missing only what must be there, and what is chosen already', async () => {
    const { draft } = await begin();
    const page = await commands.draft(draft.id);
    const staffing = page.template.items.find(({ code }) => code === 'staffing.present')!;
    const choices = ['police', 'health', 'volunteer'].map((code) => ({
      code,
      label: { zh: code, en: code },
    }));
    const item = (code: string, among?: string): Item => ({
      ...staffing,
      code,
      answer: { many: { choices, ...(among && { among }) } },
    });
    page.template.items = [item('rostered'), item('missing', 'rostered')];
    page.evaluation.items = ['rostered', 'missing'].map((code) => ({
      code,
      relevant: true,
      state: { is: 'unanswered' },
    }));
    page.draft.answers = { rostered: ['health'], missing: ['volunteer'] };
    const offered = askedGroups(page).flatMap(({ items }) => items);
    const codes = offered.map((asked) => asked.choices.map(({ code }) => code));
    expect(codes).toEqual([
      ['police', 'health', 'volunteer'],
      ['health', 'volunteer'],
    ]);
  });

  it('shows a finding as the inspector worded it', async () => {
    const { draft } = await begin();
    await commands.draftAnswer(draft.id, 'staffing.leader_present', false);
    const edit = { category: 'staffing.no_leader', text: '带班干部迟到。' };
    const page = await commands.draftEditFinding(draft.id, edit);
    expect(draftFindings(page)).toMatchObject([{ text: '带班干部迟到。', severity: 'major' }]);
  });
});

describe('a record', () => {
  it('never lists what was not checked among what is fine', async () => {
    const { current, template } = await commands.visit('visit-3');
    const sorted = sortAnswers(current, template);
    expect(sorted.notChecked.length).toBeGreaterThan(0);
    expect(sorted.normal.every(({ answer }) => answer !== 'not_checked')).toBe(true);
    const all = Object.values(sorted).flat();
    expect(all).toHaveLength(Object.keys(current.answers).length);
  });

  it('calls an answer wrong only while its finding stands', async () => {
    const { original, template } = await commands.visit('visit-3');
    const wrong = (findings: typeof original.findings) =>
      sortAnswers({ ...original, findings }, template).deviations.map(({ code }) => code);
    expect(wrong(original.findings)).toContain('staffing.present');
    const withdrawn = original.findings.map((one) => ({ ...one, withdrawn: '漏记一人' }));
    expect(wrong(withdrawn)).not.toContain('staffing.present');
  });

  it('shows each difference of a correction beside the original', async () => {
    const { original, record, template } = await commands.visit('visit-3');
    const corrected = record.amendments[0]!.content;
    expect(changesBetween(original, corrected, template)).toMatchObject([
      { what: 'finding', category: 'staffing.absent', after: '' },
      { what: 'answer', code: 'staffing.present', before: 2, after: 3 },
      { what: 'answer', code: 'registration.night', before: 'not_checked', after: 'both' },
    ]);
    expect(changesBetween(original, original, template)).toEqual([]);
  });
});
