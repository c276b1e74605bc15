import type { Answer } from '@/generated/Answer';
import type { Item } from '@/generated/Item';
import type { Template } from '@/generated/Template';
import type { VisitContent } from '@/generated/VisitContent';
import { notApplicable, sameAnswer } from './checklist';

/** One answer of a record; the item is missing when its template is not known here. */
export interface RecordAnswer {
  code: string;
  item: Item | undefined;
  answer: Answer;
}

/** A record's answers, so that what matters stands first. */
export interface SortedAnswers {
  /** They raised a finding, or are not what the template calls normal. */
  deviations: RecordAnswer[];
  /** Counts and other answers of which the template names none as normal. */
  others: RecordAnswer[];
  normal: RecordAnswer[];
  notApplicable: RecordAnswer[];
  notChecked: RecordAnswer[];
}

export function sortAnswers(content: VisitContent, template: Template | null): SortedAnswers {
  const sorted: SortedAnswers = {
    deviations: [],
    others: [],
    normal: [],
    notApplicable: [],
    notChecked: [],
  };
  const items = new Map(template?.items.map((item) => [item.code, item]));
  const order = [...items.keys()];
  const place = (code: string) => (items.has(code) ? order.indexOf(code) : order.length);
  const codes = Object.keys(content.answers).sort((one, other) => place(one) - place(other));
  // What was withdrawn was not wrong after all.
  const standing = content.findings.filter(({ withdrawn }) => withdrawn == null);
  const raising = new Set(standing.map(({ item }) => item));

  for (const code of codes) {
    const answer = content.answers[code];
    if (answer === undefined) continue;
    const item = items.get(code);
    const normal = item?.normal ?? null;
    const record = { code, item, answer };
    if (answer === 'not_checked') sorted.notChecked.push(record);
    else if (notApplicable(answer) !== null) sorted.notApplicable.push(record);
    else if (raising.has(code)) sorted.deviations.push(record);
    else if (normal === null) sorted.others.push(record);
    else if (sameAnswer(normal, answer)) sorted.normal.push(record);
    else sorted.deviations.push(record);
  }
  return sorted;
}
