import type { DraftPage } from '@/generated/DraftPage';
import type { FindingEdit } from '@/generated/FindingEdit';
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

/** The worst first. */
const ORDER: Record<Severity, number> = { grave: 0, major: 1, minor: 2 };

export function worstOf(severities: Severity[]): Severity | null {
  return [...severities].sort((one, other) => ORDER[one] - ORDER[other])[0] ?? null;
}
