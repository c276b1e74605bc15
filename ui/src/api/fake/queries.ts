import type { FindingView } from '@/generated/FindingView';
import type { SiteFilter } from '@/generated/SiteFilter';
import type { VisitFilter } from '@/generated/VisitFilter';
import type { Move } from '../commands';
import { fault } from './drafts';
import { pinyin } from './places';
import { rowOf } from './sealing';
import type { World } from './state';

export function paged<T>(rows: T[], after: string | null, limit: number) {
  const from = after === null ? 0 : Number(after);
  const to = from + limit;
  return { rows: rows.slice(from, to), next: to < rows.length ? String(to) : null };
}

export function sites({ sites: rows }: World, filter: SiteFilter) {
  const search = filter.search?.toLowerCase();
  return rows.filter(
    (row) =>
      (!search || row.name.includes(search) || pinyin[row.name]?.startsWith(search)) &&
      (!filter.division || row.division.startsWith(filter.division)) &&
      (!filter.kind || row.kind === filter.kind),
  );
}

export function visits({ visits: pages }: World, filter: VisitFilter) {
  const { search } = filter;
  return pages
    .map(rowOf)
    .filter(
      (row) =>
        (!search ||
          row.site.name.includes(search) ||
          row.findings.some((f) => f.text.includes(search))) &&
        (!filter.unsynced || !row.synced) &&
        (!filter.township || row.site.division.startsWith(filter.township)) &&
        (!filter.kind || row.site.kind === filter.kind) &&
        (!filter.from || row.visited_at.slice(0, 10) >= filter.from) &&
        (!filter.category || row.findings.some((f) => f.category === filter.category)),
    );
}

export function sitePage(of: World, id: string) {
  const row = of.sites.find((known) => known.id === id);
  if (row === undefined) throw fault('no-site', { id });
  const shift = { name: '白班', required: 3, leader: '村党支部书记' };
  return {
    row,
    site: {
      ...row,
      phone: '0372-6223456',
      liaison: '镇包村干部',
      unit: `${row.division_name}村委会`,
    },
    shifts: [shift],
    shift_now: shift,
    open: of.open.filter((finding) => finding.site.id === id),
    visits: of.visits.filter(({ record }) => record.site.id === id).map(rowOf),
    conflict: false,
  };
}

export function move(of: World, { finding: id, to, note, unit, deadline }: Move): FindingView {
  const finding = of.open.find((known) => known.id === id);
  if (finding === undefined) throw fault('no-finding', { id });
  const at = new Date().toISOString();
  const by = of.status.name ?? '';
  const made = {
    id: `${id}-${finding.moves.length}`,
    to,
    at,
    by,
    unit,
    deadline,
    note,
    head: true,
  };
  const followed = finding.moves.map((known) => ({ ...known, head: false }));
  Object.assign(finding, { state: to, conflict: false, moves: [...followed, made] });
  return { ...finding };
}
