import { localIso } from '@/composables/dates';
import type { DispositionView } from '@/generated/DispositionView';
import type { DispositionGiven } from '../commands';
import { fault } from './drafts';
import { finding } from './findings';
import type { World } from './state';

let written = 0;

export const ofVisit = (of: World, visit: string) =>
  of.dispositions.filter((one) => one.visit === visit);

export function ofFinding(of: World, id: string): DispositionView[] {
  const { visit } = finding(of, id);
  return of.dispositions.filter(
    (one) => one.findings?.includes(id) || (visit !== null && one.visit === visit),
  );
}

export function record(of: World, recorded: DispositionGiven): DispositionView {
  const [first] = recorded.findings ?? [];
  const visit = recorded.visit ?? (first ? finding(of, first).visit : null);
  if (visit === null && first === undefined) throw fault('disposition-without-origin');
  if (recorded.measures.length === 0) throw fault('disposition-measure-count');
  const fine = recorded.measures.find(({ measure }) => measure === 'fine');
  if (fine && !fine.amount) throw fault('disposition-wrong-detail');
  if (recorded.corrects && !recorded.withdrawn && !recorded.reason) {
    throw fault('disposition-without-reason');
  }
  const earlier = of.dispositions.find(({ id }) => id === recorded.corrects);
  const said = {
    ...recorded,
    visit,
    at: localIso(new Date()),
    written_by: of.status.name ?? '',
    admitted: null,
  };
  const fact = `disposition-${++written}`;
  const followed = (earlier?.versions ?? []).map((one) => ({ ...one, head: false }));
  const made: DispositionView = {
    ...said,
    id: earlier?.id ?? fact,
    facts: [fact],
    conflict: false,
    versions: [...followed, { ...said, fact, head: true }],
  };
  of.dispositions = [...of.dispositions.filter(({ id }) => id !== made.id), made];
  return made;
}
