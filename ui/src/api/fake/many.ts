import { localIso } from '@/composables/dates';
import type { VisitFilter } from '@/generated/VisitFilter';
import type { VisitPage } from '@/generated/VisitPage';
import type { VisitRow } from '@/generated/VisitRow';
import { fits } from './queries';
import { rowOf } from './sealing';
import { currentScene } from './scene';
import type { World } from './state';

// As many records as a county gathers in years, of which only those that are asked for are made.
const COUNT = 100_000;
const MINUTES_APART = 5;
const ID = 'many-';

/** How many invented records follow those of the world. */
export const manyCount = () => (currentScene() === 'many' ? COUNT : 0);

const at = (n: number) => localIso(new Date(Date.now() - (6 * 1440 + n * MINUTES_APART) * 60_000));

function likeOf(world: World, n: number): VisitPage {
  return world.visits[n % world.visits.length]!;
}

export function manyRow(world: World, n: number): VisitRow {
  return { ...rowOf(likeOf(world, n)), id: ID + n, visited_at: at(n), synced: true };
}

export function manyPage(world: World, id: string): VisitPage | undefined {
  if (!id.startsWith(ID)) return undefined;
  const n = Number(id.slice(ID.length));
  const { record, ...page } = likeOf(world, n);
  return { ...page, record: { ...record, id, visited_at: at(n), synced: true } };
}

/** Up to `limit` records from a place on that a filter lets through, and their places. */
export function scan(world: World, filter: VisitFilter, after: string | null, limit: number) {
  const real = world.visits.map(rowOf);
  const found: { place: number; row: VisitRow }[] = [];
  for (let n = after === null ? 0 : Number(after) + 1; n < real.length + manyCount(); n++) {
    const row = real[n] ?? manyRow(world, n - real.length);
    if (fits(row, filter)) found.push({ place: n, row });
    if (found.length === limit) break;
  }
  return found;
}
