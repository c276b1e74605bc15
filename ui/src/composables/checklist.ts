import type { Answer } from '@/generated/Answer';
import type { AnswerKind } from '@/generated/AnswerKind';
import type { AnswerState } from '@/generated/AnswerState';
import type { Choice } from '@/generated/Choice';
import type { DraftPage } from '@/generated/DraftPage';
import type { Group } from '@/generated/Group';
import type { GroupProgress } from '@/generated/GroupProgress';
import type { InvalidAnswer } from '@/generated/InvalidAnswer';
import type { Item } from '@/generated/Item';
import type { Raised } from '@/generated/Raised';

/** What kind of control an item needs. */
export type Control = 'count' | 'choice' | 'many';

export function controlOf(kind: AnswerKind): Control {
  if (kind === 'yes_no' || 'one' in kind) return 'choice';
  return 'count' in kind ? 'count' : 'many';
}

/** What can be chosen; nothing for counts and yes/no. */
export function choicesOf(kind: AnswerKind): Choice[] {
  if (kind === 'yes_no' || 'count' in kind) return [];
  return 'one' in kind ? kind.one.choices : kind.many.choices;
}

/** The reason of a 不适用, if the answer is one. */
export function notApplicable(answer: Answer | undefined): string | null {
  const given = typeof answer === 'object' && !Array.isArray(answer);
  return given ? answer.not_applicable : null;
}

export function sameAnswer(one: Answer, other: Answer): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** An item as it stands in a draft. */
export interface AskedItem {
  item: Item;
  state: AnswerState;
  answer: Answer | undefined;
  last: Answer | undefined;
  invalid: InvalidAnswer | null;
  findings: Raised[];
}

/** A group with the items that are asked, and what its button would fill. */
export interface AskedGroup {
  group: Group;
  progress: GroupProgress | undefined;
  items: AskedItem[];
  fillable: Item[];
  filled: number;
}

/** The page of a draft as its groups; relevance, state and findings are the evaluation's. */
export function askedGroups(page: DraftPage): AskedGroup[] {
  const { template, evaluation, draft, last_answers: last } = page;
  const states = new Map(evaluation.items.map((item) => [item.code, item]));
  const asked = template.items.flatMap((item): AskedItem[] => {
    const known = states.get(item.code);
    if (!known?.relevant) return [];
    const { state } = known;
    const invalid = state.is === 'invalid' ? state.why : null;
    const findings = evaluation.findings.filter((finding) => finding.item === item.code);
    const answer = draft.answers[item.code];
    return [{ item, state, answer, last: last[item.code], invalid, findings }];
  });
  return template.groups
    .map((group) => {
      const items = asked.filter(({ item }) => item.group === group.code);
      const open = items.filter(
        ({ item, state }) => state.is === 'unanswered' && item.normal != null,
      );
      const presses = draft.filled.filter((press) => press.group === group.code);
      return {
        group,
        items,
        progress: evaluation.groups.find(({ code }) => code === group.code),
        fillable: open.map(({ item }) => item),
        filled: presses.reduce((sum, press) => sum + press.items.length, 0),
      };
    })
    .filter(({ items }) => items.length > 0);
}

/** Items that say nothing yet: unanswered or 未检查. */
export function unchecked(page: DraftPage): AskedItem[] {
  return askedGroups(page)
    .flatMap(({ items }) => items)
    .filter(({ state }) => state.is === 'unanswered' || state.is === 'not_checked');
}
