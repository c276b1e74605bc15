import { computed, ref, shallowRef } from 'vue';
import type { Paging } from '@/api/commands';
import { asCommandError, type CommandError } from '@/api/errors';
import type { Page } from '@/generated/Page';
import { addRuns, forgetFar, lengthOf, missing, type Run, type Slot } from './pageWindow';
import { SLOW_MS } from './useResource';

/** Rows of a page while scrolling, and of one while reading again what was read before. */
const PAGE = 60;
const AGAIN = 480;
/** So many rows before the end of what is known the next page is asked for. */
const AHEAD = 60;

/** What is known of a list. */
export interface Known<T> {
  slots: Slot<T>[];
  runs: Run[];
  /** Where the list goes on; `null` at its end. */
  next: string | null;
}

/** A list as whoever draws it needs it. */
export interface DrawnList<T> {
  known: Known<T>;
  length: number;
  runs: Run[];
  begun: number;
  place: { top: number; from: number; to: number };
  leave: (top: number) => void;
  see: (from: number, to: number) => Promise<void>;
}

export interface WindowedGiven<T, C> {
  /** What it is narrowed to; another one begins another list. */
  filter: () => unknown;
  load: (paging: Paging) => Promise<Page<T>>;
  tally: () => Promise<C>;
  /** Under which heading a row stands. */
  runOf: (row: T) => string;
}

/**
 * A list of any number of rows, of which only those near the window are in memory. In a store it
 * stays while one looks at a row's page and comes back.
 */
export function windowedList<T, C>({ filter, load, tally, runOf }: WindowedGiven<T, C>) {
  const nothing: Known<T> = { slots: [], runs: [], next: null };
  const known = shallowRef(nothing);
  const count = shallowRef<C | null>(null);
  const error = shallowRef<CommandError | null>(null);
  const slow = ref(false);
  const ready = ref(false);
  /** Rises when another list begins, which is seen from its top. */
  const begun = ref(0);
  /** How far the list is scrolled; read when its page comes up again. */
  const place = { top: 0, from: 0, to: PAGE };
  const filling = new WeakSet<Slot<T>>();
  let asked = '';
  let turn = 0;
  let reading = false;

  function appended(to: Known<T>, after: string | null, { rows, next }: Page<T>): Known<T> {
    const first = lengthOf(to.slots);
    const slot = { after, first, count: rows.length, rows };
    return {
      slots: rows.length > 0 ? [...to.slots, slot] : to.slots,
      runs: addRuns(to.runs, first, rows.map(runOf)),
      next,
    };
  }

  /** Where it is left, to be found there again. */
  const leave = (top: number) => void (place.top = top);

  /** Reads, unless something newer was asked for meanwhile. */
  async function read(work: (current: () => boolean) => Promise<void>) {
    const mine = ++turn;
    const current = () => mine === turn;
    reading = true;
    const timer = setTimeout(() => (slow.value = true), SLOW_MS);
    try {
      await work(current);
      if (current()) error.value = null;
    } catch (thrown) {
      if (current()) error.value = asCommandError(thrown);
    } finally {
      clearTimeout(timer);
      if (current()) {
        slow.value = false;
        reading = false;
      }
    }
  }

  /** From the first row on, until `rows` are known. */
  function readFrom(rows: number, limit: number) {
    return read(async (current) => {
      let fresh = nothing;
      do {
        const after = fresh.next;
        fresh = appended(fresh, after, await load({ after, limit }));
        if (!current()) return;
        fresh = { ...fresh, slots: forgetFar(fresh.slots, place.from, place.to) };
      } while (fresh.next !== null && lengthOf(fresh.slots) < rows);
      known.value = fresh;
      ready.value = true;
      void counted(current);
    });
  }

  async function counted(current: () => boolean) {
    const now = await tally().catch(() => null);
    if (current()) count.value = now;
  }

  /** Another list: after a change of what it is narrowed to. */
  async function begin() {
    asked = JSON.stringify(filter());
    Object.assign(place, { top: 0, from: 0, to: PAGE });
    begun.value++;
    await readFrom(PAGE, PAGE);
  }

  /** The same list again, as far as it was seen, so that nobody loses his place. */
  const reload = () => readFrom(place.to + AHEAD, place.to > PAGE ? AGAIN : PAGE);

  /** When the page comes up. */
  const open = () => (ready.value && asked === JSON.stringify(filter()) ? reload() : begin());

  async function more() {
    const after = known.value.next;
    if (after === null || reading) return;
    await read(async (current) => {
      const page = await load({ after, limit: PAGE });
      if (current()) known.value = appended(known.value, after, page);
    });
  }

  /** Brings back the rows of a page that was forgotten; one that is no more known stays away. */
  async function fill(slot: Slot<T>) {
    if (filling.has(slot)) return;
    filling.add(slot);
    const { after, count: limit } = slot;
    const page = await load({ after, limit }).catch(() => null);
    filling.delete(slot);
    if (page === null) return;
    const slots = known.value.slots.map((one) =>
      one === slot ? { ...slot, rows: page.rows } : one,
    );
    known.value = { ...known.value, slots };
  }

  /** What is seen now: reads what is needed, and forgets what is far away. */
  async function see(from: number, to: number) {
    Object.assign(place, { from, to });
    const slots = forgetFar(known.value.slots, from, to);
    if (slots !== known.value.slots) known.value = { ...known.value, slots };
    if (reading) return;
    await Promise.all(missing(slots, from - AHEAD, to + AHEAD).map(fill));
    if (to + AHEAD >= lengthOf(known.value.slots)) await more();
  }

  const length = computed(() => lengthOf(known.value.slots));
  const runs = computed(() => known.value.runs);
  return {
    known,
    length,
    runs,
    count,
    error,
    slow,
    ready,
    begun,
    place,
    leave,
    open,
    begin,
    reload,
    see,
  };
}
