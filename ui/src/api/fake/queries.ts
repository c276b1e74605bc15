import type { VisitFilter } from '@/generated/VisitFilter';
import type { VisitRow } from '@/generated/VisitRow';
import { pinyin } from './places';

export function paged<T>(rows: T[], after: string | null, limit: number) {
  const from = after === null ? 0 : Number(after);
  const to = from + limit;
  return { rows: rows.slice(from, to), next: to < rows.length ? String(to) : null };
}

/** Whether a filter lets a record through. */
export function fits(row: VisitRow, filter: VisitFilter): boolean {
  const { search, outcome } = filter;
  const day = row.visited_at.slice(0, 10);
  const faults = row.findings.some(({ nature }) => nature === 'fault');
  return (
    (!search ||
      row.site.name.includes(search) ||
      !!pinyin[row.site.name]?.startsWith(search.toLowerCase()) ||
      row.findings.some((f) => f.text.includes(search))) &&
    (!filter.unsynced || !row.synced) &&
    (!filter.site || row.site.id === filter.site) &&
    (!filter.township || row.site.division.startsWith(filter.township)) &&
    (!filter.kind || row.site.kind === filter.kind) &&
    (!filter.from || day >= filter.from) &&
    (!filter.to || day <= filter.to) &&
    (!filter.inspector || row.inspectors.includes(filter.inspector)) &&
    (!outcome || (outcome === 'faults') === faults) &&
    (!filter.category || row.findings.some((f) => f.category === filter.category))
  );
}
