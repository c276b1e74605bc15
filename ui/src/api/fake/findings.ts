import { localIso } from '@/composables/dates';
import type { FindingCounts } from '@/generated/FindingCounts';
import type { FindingFilter } from '@/generated/FindingFilter';
import type { FindingMoved } from '@/generated/FindingMoved';
import type { FindingView } from '@/generated/FindingView';
import type { ReportGiven } from '@/generated/ReportGiven';
import type { Stage } from '@/generated/Stage';
import { fault } from './drafts';
import { townshipOf } from './places';
import type { World } from './state';

export const OPEN = ['raised', 'assigned', 'rectifying'];
const today = () => localIso(new Date()).slice(0, 10);

/** Where a finding stands when nothing became of it yet. */
export const justRaised = () => ({
  state: 'raised' as const,
  conflict: false,
  unit: null,
  deadline: null,
  overdue: false,
  asks_until: null,
  times_before: 0,
  follows: [],
  moves: [],
});

/** As it stands now: whether it is overdue depends on the day. */
function standing(finding: FindingView): FindingView {
  const open = OPEN.includes(finding.state);
  return { ...finding, overdue: open && finding.deadline !== null && finding.deadline < today() };
}

function stands(finding: FindingView, stage: Stage): boolean {
  if (stage === 'open') return OPEN.includes(finding.state);
  if (stage === 'overdue') return finding.overdue;
  if (stage === 'assigned') return ['assigned', 'rectifying'].includes(finding.state);
  return finding.state === stage;
}

function fits(finding: FindingView, filter: FindingFilter): boolean {
  const { nature, stage, township, site, unit, category } = filter;
  return (
    finding.nature === nature &&
    (!stage || stands(finding, stage)) &&
    (!township || finding.site.division.startsWith(township)) &&
    (!site || finding.site.id === site) &&
    (!unit || finding.unit === unit) &&
    (!category || finding.category === category)
  );
}

/** What is due first comes first; what is done or has no deadline comes last. */
const due = ({ state, deadline }: FindingView) =>
  OPEN.includes(state) ? (deadline ?? 'open') : 'z';

export function findings(of: World, filter: FindingFilter): FindingView[] {
  return of.open
    .map(standing)
    .filter((finding) => fits(finding, filter))
    .sort((a, b) => due(a).localeCompare(due(b)) || b.found_at.localeCompare(a.found_at));
}

export function counts(of: World, filter: FindingFilter): FindingCounts {
  const all = findings(of, { ...filter, stage: null });
  const count = (stage: Stage) => all.filter((finding) => stands(finding, stage)).length;
  return {
    raised: count('raised'),
    assigned: count('assigned'),
    overdue: count('overdue'),
    rectified: count('rectified'),
    verified: count('verified'),
    withdrawn: count('withdrawn'),
  };
}

function known(of: World, id: string): FindingView {
  const found = of.open.find((finding) => finding.id === id);
  if (found === undefined) throw fault('no-finding', { id });
  return found;
}

export const finding = (of: World, id: string) => standing(known(of, id));

export function move(of: World, moved: FindingMoved): FindingView {
  const finding = known(of, moved.finding);
  const { to, unit = null, deadline = null, asks_until = null, note = '', evidence = [] } = moved;
  if (to === 'withdrawn' && note.trim() === '') throw fault('move-without-reason');
  if (to === 'assigned' && !unit && !finding.unit) throw fault('move-without-unit');
  const made = {
    id: `${finding.id}-${finding.moves.length}`,
    to,
    at: localIso(new Date()),
    by: of.status.name ?? '',
    unit,
    deadline,
    asks_until,
    note,
    evidence,
    head: true,
  };
  const followed = finding.moves.map((one) => ({ ...one, head: false }));
  Object.assign(finding, {
    state: to,
    conflict: false,
    unit: unit ?? finding.unit,
    deadline: deadline ?? finding.deadline,
    asks_until: asks_until ?? (deadline === null ? finding.asks_until : null),
    moves: [...followed, made],
  });
  return standing(finding);
}

let reported = 0;

export function report(of: World, given: ReportGiven): FindingView {
  const site = of.sites.find(({ id }) => id === given.site);
  if (site === undefined) throw fault('no-site', { site: given.site });
  if (given.text.trim() === '') throw fault('finding-text');
  const { id, name, kind, division } = site;
  const made: FindingView = {
    ...given,
    id: `reported-${++reported}`,
    site: { id, name, kind, division },
    township: townshipOf(division),
    found_at: given.received_at ?? localIso(new Date()),
    ...justRaised(),
    visit: null,
    photos: [],
  };
  of.open.push(made);
  return made;
}
