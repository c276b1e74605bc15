/** A page of a long list: its place stays known, its rows only as long as they are near. */
export interface Slot<T> {
  /** What the page is asked for with. */
  after: string | null;
  /** The place of its first row in the list. */
  first: number;
  count: number;
  rows: T[] | null;
}

/** Where a run of rows under one heading begins. */
export interface Run {
  name: string;
  first: number;
}

/** How many rows stay in memory on each side of what is seen. */
const KEPT = 600;

/** How many rows are known. */
export function lengthOf<T>(slots: Slot<T>[]): number {
  const last = slots.at(-1);
  return last ? last.first + last.count : 0;
}

function slotAt<T>(slots: Slot<T>[], place: number): Slot<T> | undefined {
  let [low, high] = [0, slots.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((slots[middle]?.first ?? Infinity) <= place) low = middle;
    else high = middle - 1;
  }
  const slot = slots[low];
  return slot && place < slot.first + slot.count ? slot : undefined;
}

/** The row at a place, if it is in memory. */
export function rowAt<T>(slots: Slot<T>[], place: number): T | null {
  const slot = slotAt(slots, place);
  return slot?.rows?.[place - slot.first] ?? null;
}

/** Slots that are seen between two places and have no rows now. */
export function missing<T>(slots: Slot<T>[], from: number, to: number): Slot<T>[] {
  return slots.filter(
    ({ first, count, rows }) => rows === null && first < to && first + count > from,
  );
}

/** The same slots without the rows that are far from what is seen. */
export function forgetFar<T>(slots: Slot<T>[], from: number, to: number): Slot<T>[] {
  const far = ({ first, count }: Slot<T>) => first > to + KEPT || first + count < from - KEPT;
  if (!slots.some((slot) => slot.rows !== null && far(slot))) return slots;
  return slots.map((slot) => (far(slot) ? { ...slot, rows: null } : slot));
}

/** The runs with those of one more page. */
export function addRuns(runs: Run[], first: number, names: string[]): Run[] {
  let last = runs.at(-1)?.name;
  const added = names.flatMap((name, n): Run[] => {
    if (name === last) return [];
    last = name;
    return [{ name, first: first + n }];
  });
  return added.length === 0 ? runs : [...runs, ...added];
}
