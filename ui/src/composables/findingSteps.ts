import type { Evidence } from '@/generated/Evidence';
import type { FindingMoved } from '@/generated/FindingMoved';
import type { FindingState } from '@/generated/FindingState';
import type { FindingView } from '@/generated/FindingView';
import type { MoveView } from '@/generated/MoveView';

/** What people do with a finding. `settle` chooses between moves that contradict each other. */
export type FindingAction =
  'assign' | 'begin' | 'rectify' | 'pass' | 'fail' | 'ask' | 'grant' | 'withdraw' | 'settle';

/** Something that is about to be done. */
export interface Step {
  action: FindingAction;
  to: FindingState;
  unit: string | null;
  deadline: string | null;
}

/** What is offered, what usually comes next first. Whether it may be so, the shell decides. */
const OFFERED: Record<FindingState, FindingAction[]> = {
  raised: ['assign', 'begin', 'rectify', 'withdraw'],
  assigned: ['rectify', 'begin', 'assign', 'withdraw'],
  rectifying: ['rectify', 'assign', 'withdraw'],
  rectified: ['pass', 'fail', 'withdraw'],
  verified: ['fail'],
  withdrawn: [],
};
export const OPEN: FindingState[] = ['raised', 'assigned', 'rectifying'];

/** Somebody waits for an answer to what he asked: that comes first. */
export function offered({ state, deadline, asks_until }: FindingView): FindingAction[] {
  const asks: FindingAction[] = deadline !== null && OPEN.includes(state) ? ['ask'] : [];
  const [next, ...others] = OFFERED[state];
  const usual = next === undefined ? [] : [next, ...asks, ...others];
  return asks_until === null ? usual : ['grant', ...usual];
}

const LEADS_TO: Record<FindingAction, FindingState | null> = {
  assign: 'assigned',
  begin: 'rectifying',
  rectify: 'rectified',
  pass: 'verified',
  fail: 'rectifying',
  ask: null,
  grant: null,
  withdraw: 'withdrawn',
  settle: null,
};

export function stepOf(action: FindingAction, finding: FindingView): Step {
  const days: Partial<Record<FindingAction, string | null>> = {
    assign: finding.deadline,
    grant: finding.asks_until,
  };
  const to = LEADS_TO[action] ?? finding.state;
  return { action, to, unit: finding.unit, deadline: days[action] ?? null };
}

/** Steps by which somebody saw the place: a photo says more than a word. */
const SEEN: FindingAction[] = ['begin', 'rectify', 'pass', 'fail', 'settle'];
export const isSeen = (action: FindingAction): boolean => SEEN.includes(action);

/** What one of several said holds. */
export const settledBy = ({ to, unit, deadline }: MoveView): Step => ({
  action: 'settle',
  to,
  unit,
  deadline,
});

/** The move that a step makes, with a word on it. */
export function movedBy(
  { action, to, unit, deadline }: Step,
  finding: string,
  note: string,
  evidence: Evidence[] = [],
): FindingMoved {
  const hands = action === 'assign' || action === 'settle';
  return {
    finding,
    to,
    unit: hands ? unit?.trim() || null : null,
    deadline: hands || action === 'grant' ? deadline : null,
    asks_until: action === 'ask' ? deadline : null,
    note: note.trim(),
    evidence,
  };
}
