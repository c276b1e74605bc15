import type { Answer } from '@/generated/Answer';
import type { Item } from '@/generated/Item';
import type { Template } from '@/generated/Template';
import type { VisitContent } from '@/generated/VisitContent';
import { sameAnswer } from './checklist';

/** What a correction changed: an answer, a text of the visit, or a finding. */
export type Change =
  | {
      what: 'answer';
      code: string;
      item: Item | undefined;
      before: Answer | null;
      after: Answer | null;
    }
  | { what: 'text'; field: 'notes' | 'good-practice' | 'inspectors'; before: string; after: string }
  | { what: 'finding'; category: string; before: string; after: string };

const texts = (content: VisitContent) => ({
  inspectors: content.inspectors.join('、'),
  'good-practice': content.good_practice ?? '',
  notes: content.notes ?? '',
});

function findings(content: VisitContent) {
  const standing = content.findings.filter(({ withdrawn }) => withdrawn == null);
  return new Map(standing.map(({ category, text }) => [category, text]));
}

/** What differs between two readings of a visit, in the order of the page. */
export function changesBetween(
  before: VisitContent,
  after: VisitContent,
  template: Template | null,
): Change[] {
  const items = new Map(template?.items.map((item) => [item.code, item]));
  const codes = new Set([
    ...items.keys(),
    ...Object.keys(before.answers),
    ...Object.keys(after.answers),
  ]);
  const answers = [...codes].flatMap((code): Change[] => {
    const [was, is] = [before.answers[code] ?? null, after.answers[code] ?? null];
    const same = was === null || is === null ? was === is : sameAnswer(was, is);
    return same ? [] : [{ what: 'answer', code, item: items.get(code), before: was, after: is }];
  });
  const [said, says] = [findings(before), findings(after)];
  const found = [...new Set([...said.keys(), ...says.keys()])].flatMap((category): Change[] => {
    const [was, is] = [said.get(category) ?? '', says.get(category) ?? ''];
    return was === is ? [] : [{ what: 'finding', category, before: was, after: is }];
  });
  const [wrote, writes] = [texts(before), texts(after)];
  const fields = ['inspectors', 'good-practice', 'notes'] as const;
  const written = fields.flatMap((field): Change[] =>
    wrote[field] === writes[field]
      ? []
      : [{ what: 'text', field, before: wrote[field], after: writes[field] }],
  );
  return [...found, ...answers, ...written];
}
