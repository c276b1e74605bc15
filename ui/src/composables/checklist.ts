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
export type Control = 'calls' | 'count' | 'choice' | 'many';

function controlOf({ answer: kind, filled_from }: Item, callsKnown: boolean): Control {
  if (filled_from === 'calls_made' && callsKnown) return 'calls';
  if (kind === 'yes_no' || 'one' in kind) return 'choice';
  return 'count' in kind ? 'count' : 'many';
}

/** What can be chosen; nothing for counts and yes/no. */
export function choicesOf(kind: AnswerKind): Choice[] {
  if (kind === 'yes_no' || 'count' in kind) return [];
  return 'one' in kind ? kind.one.choices : kind.many.choices;
}

/** What an item offers: of what another answer limits, only that and what is chosen already. */
function offered({ answer: kind, code }: Item, answers: DraftPage['draft']['answers']): Choice[] {
  const among = typeof kind === 'object' && 'many' in kind ? kind.many.among : undefined;
  if (among === undefined) return choicesOf(kind);
  const shown = [answers[among], answers[code]].flatMap((one) => (Array.isArray(one) ? one : []));
  return choicesOf(kind).filter((choice) => shown.includes(choice.code));
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
  control: Control;
  state: AnswerState;
  answer: Answer | undefined;
  last: Answer | undefined;
  invalid: InvalidAnswer | null;
  choices: Choice[];
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

/**
 * Whether the calls to the duty phone are known one by one. They then answer two items by one
 * control; a visit that was typed from paper may have their numbers only.
 */
function callsKnown({ template, draft }: DraftPage): boolean {
  const made = template.items.find(({ filled_from }) => filled_from === 'calls_made');
  const answer = made && draft.answers[made.code];
  return typeof answer !== 'number' || answer === draft.calls.length;
}

/** The page of a draft as its groups; relevance, state and findings are the evaluation's. */
export function askedGroups(page: DraftPage): AskedGroup[] {
  const { template, evaluation, draft, last_answers: last } = page;
  const states = new Map(evaluation.items.map((item) => [item.code, item]));
  const oneByOne = callsKnown(page);
  const answeredCalls = template.items.find(({ filled_from }) => filled_from === 'calls_answered');
  const asked = template.items.flatMap((item): AskedItem[] => {
    const known = states.get(item.code);
    if (!known?.relevant || (oneByOne && item === answeredCalls)) return [];
    const { state } = known;
    const invalid = state.is === 'invalid' ? state.why : null;
    const control = controlOf(item, oneByOne);
    const codes = control === 'calls' ? [item.code, answeredCalls?.code] : [item.code];
    const findings = evaluation.findings.filter((finding) => codes.includes(finding.item));
    const answer = draft.answers[item.code];
    const choices = offered(item, draft.answers);
    return [{ item, control, state, answer, last: last[item.code], invalid, choices, findings }];
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
