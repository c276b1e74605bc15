import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { asCommandError } from '@/api/errors';
import { receiver, type Known, type Trouble } from '@/api/position';
import type { Fix } from '@/generated/Fix';
import type { Position } from '@/generated/Position';
import { useDraftStore } from '@/stores/draft';
import { usePermitsStore, type Need } from '@/stores/permits';
import { localIso } from './dates';

/** A cold receiver without a network takes about a minute. */
const PATIENCE_MS = 120_000;
/** After that the battery counts for more. */
const LONGEST_MS = 600_000;
/** Better than this it does not become under open sky. */
const GOOD_M = 10;

/**
 * Where the device is: measured, where it can be; else what was typed last. A visit that begins
 * starts a search, and the best fix goes into its draft.
 */
export const usePosition = defineStore('position', () => {
  const fix = shallowRef<Known | null>(null);
  const trouble = ref<Trouble | null>(null);
  const searching = ref(false);
  /** Whether this device can find out by itself; not known before it was looked for. */
  const able = ref<boolean | null>(null);
  const here = computed(() => fix.value?.known.position ?? null);
  let draft: string | null = null;
  let end: (() => void) | null = null;
  let searches = 0;

  /** Whether the device has a receiver. */
  async function look() {
    able.value ??= (await receiver()) !== null;
    return able.value;
  }

  async function note(found: Fix) {
    const id = draft;
    if (id === null) return;
    try {
      await useDraftStore().noteFix(id, found);
    } catch (thrown) {
      // Sealed or discarded meanwhile: there is nothing to put a position into any more.
      if (asCommandError(thrown).code === 'no-draft' && draft === id) draft = null;
    }
  }

  function fail(why: Trouble) {
    trouble.value = why;
    void note({ missing: { reason: why } });
  }

  function take(found: Known) {
    fix.value = found;
    trouble.value = null;
    void note(found);
    if ((found.known.accuracy_m ?? 0) <= GOOD_M) stop();
  }

  async function search(need: Need = 'pressed') {
    stop();
    const mine = ++searches;
    const source = await receiver();
    able.value = source !== null;
    if (mine !== searches) return;
    if (source === null) return fail('unavailable');
    const allowed = await usePermitsStore().ensure('position', need);
    if (mine !== searches) return;
    if (!allowed) return fail('denied');
    searching.value = true;
    trouble.value = null;
    const began = Date.now();
    const patience = setTimeout(() => {
      if (fix.value === null || Date.parse(fix.value.known.at) < began) fail('timeout');
    }, PATIENCE_MS);
    const longest = setTimeout(stop, LONGEST_MS);
    let ended = false;
    let close: () => void = () => undefined;
    end = () => {
      ended = true;
      clearTimeout(patience);
      clearTimeout(longest);
      searching.value = false;
      close();
    };
    try {
      close = await source.watch(
        (found) => {
          if (!ended) take(found);
        },
        (why) => {
          if (ended) return;
          stop();
          fail(why);
        },
      );
      // It may have been good enough before the watch was said to have begun.
      if (ended) close();
    } catch {
      stop();
      fail('unavailable');
    }
  }

  function stop() {
    end?.();
    end = null;
  }

  /** A visit begins: looks for the device, and puts what it finds into the draft. */
  function follow(id: string, need: Need = 'by-itself') {
    draft = id;
    void search(need);
  }

  /** Without asking for anything: for sorting by distance. */
  async function lookAround() {
    const source = await receiver();
    able.value = source !== null;
    if (!searching.value && (await source?.allowed().catch(() => false))) await search();
  }

  /** A position that was typed is where the device is, as long as nothing measures it. */
  function typed(position: Position): Known {
    const known = { known: { position, accuracy_m: null, at: localIso(new Date()) } };
    if (able.value !== true) fix.value = known;
    return known;
  }

  return { fix, here, trouble, searching, able, look, search, stop, follow, lookAround, typed };
});
