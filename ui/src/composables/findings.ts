import type { DraftPage } from '@/generated/DraftPage';
import type { FindingEdit } from '@/generated/FindingEdit';
import type { FindingState } from '@/generated/FindingState';
import type { FindingView } from '@/generated/FindingView';
import type { Nature } from '@/generated/Nature';
import type { Raised } from '@/generated/Raised';
import type { Severity } from '@/generated/Severity';

/** A finding of a draft with what the inspector made of it. */
export interface DraftFinding {
  raised: Raised;
  edit: FindingEdit | undefined;
  text: string;
  severity: Severity;
  onSpot: boolean;
}

export function draftFindings(page: DraftPage): DraftFinding[] {
  return page.evaluation.findings.map((raised) => {
    const edit = page.draft.finding_edits.find(({ category }) => category === raised.category);
    return {
      raised,
      edit,
      text: edit?.text ?? raised.text,
      severity: edit?.severity ?? raised.severity,
      onSpot: edit?.rectified_on_spot ?? false,
    };
  });
}

export interface Counted {
  nature: Nature;
  state?: FindingState;
}

/** What was not withdrawn. */
export function standingOf<F extends Counted>(all: F[]): F[] {
  return all.filter(({ state }) => state !== 'withdrawn');
}

/** How many there are of each. A need blames nobody and is never counted with the faults. */
export function faultsAndNeeds(all: Counted[]): { faults: number; needs: number } {
  const standing = standingOf(all);
  const faults = standing.filter(({ nature }) => nature === 'fault').length;
  return { faults, needs: standing.length - faults };
}

/** The worst first. */
const ORDER: Record<Severity, number> = { grave: 0, major: 1, minor: 2 };

/** How bad the worst fault that stands is. */
export function worstOf(all: (Counted & { severity: Severity })[]): Severity | null {
  const faults = standingOf(all).filter(({ nature }) => nature === 'fault');
  const severities = faults.map(({ severity }) => severity);
  return severities.sort((one, other) => ORDER[one] - ORDER[other])[0] ?? null;
}

/** Stages that a list is cut to, the most urgent first. */
export const STAGES = [
  'overdue',
  'raised',
  'assigned',
  'rectified',
  'verified',
  'withdrawn',
] as const;
export type CountedStage = (typeof STAGES)[number];

/** Under which heading of a list a finding stands; in the order in which the list comes. */
export function sectionOf({ state, deadline, overdue }: FindingView): string {
  if (overdue) return 'overdue';
  if (state === 'rectified' || state === 'verified' || state === 'withdrawn') return 'settled';
  return deadline === null ? 'undated' : 'dated';
}
