import { localIso } from '@/composables/dates';
import type { TallyBy } from '@/generated/TallyBy';
import type { TallyCounts } from '@/generated/TallyCounts';
import type { TallyGiven } from '@/generated/TallyGiven';
import type { TallySum } from '@/generated/TallySum';
import type { TallyView } from '@/generated/TallyView';
import { fault } from './drafts';
import { townshipOf } from './places';
import type { World } from './state';

export const tallies = (of: World, from: string, to: string) =>
  of.tallies.filter(({ day }) => day >= from && day <= to);

const NUMBERS = ['vehicles_checked', 'vehicles_turned_back', 'temperatures_taken'] as const;

function add(one: TallyCounts, other: TallyCounts) {
  for (const name of NUMBERS) {
    const more = other[name];
    if (more != null) one[name] = (one[name] ?? 0) + more;
  }
}

export function sums(of: World, from: string, to: string, by: TallyBy): TallySum[] {
  const named = ({ site, township, day }: TallyView) =>
    ({ site: site.name, township, day, all: '' })[by];
  const all = new Map<string, { sum: TallySum; sites: Set<string> }>();
  for (const one of tallies(of, from, to)) {
    const name = named(one);
    const known = all.get(name) ?? { sum: { of: name, sites: 0 }, sites: new Set<string>() };
    add(known.sum, one.counts);
    known.sum.sites = known.sites.add(one.site.id).size;
    all.set(name, known);
  }
  return [...all.values()].map(({ sum }) => sum);
}

export function record(of: World, given: TallyGiven): TallyView {
  const { site: id, day, shift = '', reason = '', ...counts } = given;
  const site = of.sites.find((known) => known.id === id);
  if (site === undefined) throw fault('no-site', { site: id });
  if (NUMBERS.every((name) => counts[name] == null)) throw fault('tally-empty');
  if ((counts.vehicles_turned_back ?? 0) > (counts.vehicles_checked ?? Infinity)) {
    throw fault('tally-more-than-checked');
  }
  const named = `${id} ${day} ${shift}`;
  const earlier = of.tallies.find((one) => one.id === named);
  if (earlier && reason === '') throw fault('tally-without-reason');
  const followed = (earlier?.versions ?? []).map((one) => ({ ...one, head: false }));
  const made: TallyView = {
    id: named,
    site: { id, name: site.name, kind: site.kind, division: site.division },
    day,
    shift,
    counts,
    reason,
    township: townshipOf(site.division),
    corrections: followed.length,
    conflict: false,
    versions: [
      ...followed,
      {
        fact: `${named} ${followed.length}`,
        counts,
        reason,
        at: localIso(new Date()),
        by: of.status.name ?? '',
        admitted: null,
        head: true,
      },
    ],
  };
  of.tallies = [...of.tallies.filter((one) => one.id !== named), made];
  return made;
}
