import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { rowAt } from '@/composables/pageWindow';
import type { Page } from '@/generated/Page';
import type { VisitRow } from '@/generated/VisitRow';
import { useListsStore } from './lists';
import { useRecordsStore } from './records';

const inMemory = () =>
  useRecordsStore().known.slots.reduce((sum, { rows }) => sum + (rows?.length ?? 0), 0);

async function scrollTo(row: number) {
  const store = useRecordsStore();
  while (store.length < row + 10) await store.see(store.length - 10, store.length);
  await store.see(row, row + 10);
}

beforeEach(() => {
  setActivePinia(createPinia());
  history.replaceState(null, '', '?fake=many');
  resetFake();
});
afterEach(() => {
  vi.restoreAllMocks();
  history.replaceState(null, '', '?');
});

describe('the list of records', () => {
  it('keeps only what is near in memory, however far one scrolls', async () => {
    const store = useRecordsStore();
    await store.open();
    await scrollTo(5000);
    expect(store.length).toBeGreaterThan(5000);
    expect(inMemory()).toBeLessThan(1500);
    expect(rowAt(store.known.slots, 0)).toBeNull();
  });

  it('shows the same rows again when one scrolls back', async () => {
    const store = useRecordsStore();
    await store.open();
    const first = rowAt(store.known.slots, 3)?.id;
    await scrollTo(3000);
    await store.see(0, 10);
    expect(rowAt(store.known.slots, 3)?.id).toBe(first);
  });

  it('drops an answer that comes after the question has changed', async () => {
    const store = useRecordsStore();
    const lists = useListsStore();
    const real = commands.visits;
    const release: (() => void)[] = [];
    const held = new Promise<void>((resolve) => release.push(resolve));
    vi.spyOn(commands, 'visits').mockImplementationOnce(async (...given) => {
      const page: Page<VisitRow> = await real(...given);
      await held;
      return page;
    });
    lists.records.search = '程岗';
    const early = store.begin();
    lists.records.search = '白营';
    await store.begin();
    release[0]?.();
    await early;
    expect(rowAt(store.known.slots, 0)?.site.name).toBe('白营村卡点');
  });

  it('is found as it was left, and begins at the top once it is narrowed otherwise', async () => {
    const store = useRecordsStore();
    await store.open();
    await scrollTo(1000);
    store.place.top = 4321;
    await store.open();
    expect(store.place).toMatchObject({ top: 4321, from: 1000 });
    expect(store.length).toBeGreaterThan(1000);
    useListsStore().records.outcome = 'faults';
    await store.open();
    expect(store.place).toMatchObject({ top: 0, from: 0 });
  });
});
