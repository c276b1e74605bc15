import { localIso } from '@/composables/dates';
import type { DispositionView } from '@/generated/DispositionView';
import type { DispositionGiven } from '../commands';
import { fault } from './drafts';
import { finding } from './findings';
import type { World } from './state';

let written = 0;

export function record(of: World, recorded: DispositionGiven): DispositionView {
  const [first] = recorded.findings ?? [];
  const visit = recorded.visit ?? (first ? finding(of, first).visit : null);
  const page = of.visits.find((known) => known.record.id === visit);
  if (page === undefined) throw fault('disposition-without-origin');
  if (recorded.measures.length === 0) throw fault('disposition-measure-count');
  const fine = recorded.measures.find(({ measure }) => measure === 'fine');
  if (fine && !fine.amount) throw fault('disposition-wrong-detail');
  const made: DispositionView = {
    ...recorded,
    visit,
    id: recorded.corrects ?? `disposition-${++written}`,
    facts: [],
    at: localIso(new Date()),
    written_by: of.status.name ?? '',
    conflict: false,
  };
  const others = page.dispositions.filter(({ id }) => id !== made.id);
  page.dispositions = [...others, made];
  return made;
}
