import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { commands } from '@/api/commands';
import { asCommandError, type CommandError } from '@/api/errors';
import { wallClock } from '@/composables/dates';
import {
  addRuns,
  forgetFar,
  lengthOf,
  missing,
  type Run,
  type Slot,
} from '@/composables/pageWindow';
import { SLOW_MS } from '@/composables/useResource';
import type { Page } from '@/generated/Page';
import type { VisitRow } from '@/generated/VisitRow';
import { useListsStore } from './lists';

/** Rows of a page while scrolling, and of one while reading again what was read before. */
const PAGE = 60;
const AGAIN = 480;
/** So many rows before the end of what is known the next page is asked for. */
const AHEAD = 60;

interface Known {
  slots: Slot<VisitRow>[];
  days: Run[];
  /** Where the list goes on; `null` at its end. */
  next: string | null;
}
const NOTHING: Known = { slots: [], days: [], next: null };

function appended(known: Known, after: string | null, { rows, next }: Page<VisitRow>): Known {
  const first = lengthOf(known.slots);
  const days = rows.map(({ visited_at }) => wallClock(visited_at).day);
  const slot = { after, first, count: rows.length, rows };
  return {
    slots: rows.length > 0 ? [...known.slots, slot] : known.slots,
    days: addRuns(known.days, first, days),
    next,
  };
}

/**
 * The list of records: any number of them, of which only those near the window are in memory. It
 * stays while one looks at a record and comes back.
 */
export const useRecordsStore = defineStore('records', () => {
  const lists = useListsStore();
  const known = shallowRef<Known>(NOTHING);
  const count = ref<number | null>(null);
  const error = shallowRef<CommandError | null>(null);
  const slow = ref(false);
  const ready = ref(false);
  /** Rises when another list begins, which is seen from its top. */
  const begun = ref(0);
  /** How far the list is scrolled; read when its page comes up again. */
  const place = { top: 0, from: 0, to: PAGE };
  const filling = new WeakSet<Slot<VisitRow>>();
  let asked = '';
  let turn = 0;
  let reading = false;

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
      let fresh = NOTHING;
      do {
        const after = fresh.next;
        fresh = appended(fresh, after, await commands.visits(lists.records, { after, limit }));
        if (!current()) return;
        fresh = { ...fresh, slots: forgetFar(fresh.slots, place.from, place.to) };
      } while (fresh.next !== null && lengthOf(fresh.slots) < rows);
      known.value = fresh;
      ready.value = true;
      void tally(current);
    });
  }

  async function tally(current: () => boolean) {
    const counted = await commands.visitCount(lists.records).catch(() => null);
    if (current()) count.value = counted;
  }

  /** Another list: after a change of what it is narrowed to. */
  async function begin() {
    asked = JSON.stringify(lists.records);
    Object.assign(place, { top: 0, from: 0, to: PAGE });
    begun.value++;
    await readFrom(PAGE, PAGE);
  }

  /** The same list again, as far as it was seen, so that nobody loses his place. */
  const reload = () => readFrom(place.to + AHEAD, place.to > PAGE ? AGAIN : PAGE);

  /** When the page comes up. */
  const open = () => (ready.value && asked === JSON.stringify(lists.records) ? reload() : begin());

  async function more() {
    const after = known.value.next;
    if (after === null || reading) return;
    await read(async (current) => {
      const page = await commands.visits(lists.records, { after, limit: PAGE });
      if (current()) known.value = appended(known.value, after, page);
    });
  }

  /** Brings back the rows of a page that was forgotten; one that is no more known stays away. */
  async function fill(slot: Slot<VisitRow>) {
    if (filling.has(slot)) return;
    filling.add(slot);
    const { after, count: limit } = slot;
    const page = await commands.visits(lists.records, { after, limit }).catch(() => null);
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
  const days = computed(() => known.value.days);
  return {
    known,
    length,
    days,
    count,
    error,
    slow,
    ready,
    begun,
    place,
    open,
    begin,
    reload,
    see,
  };
});
