import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { placeOf, reasonOf, rememberPlace, rememberReason } from '@/composables/draftMemory';
import { useDraftStore } from './draft';

async function begin() {
  const { draft } = await commands.draftNew('site-410523105201', 'unannounced');
  const store = useDraftStore();
  await store.open(draft.id);
  return { id: draft.id, store };
}

describe('the draft of a visit', () => {
  beforeEach(() => {
    setActivePinia(createPinia());
    resetFake();
    vi.restoreAllMocks();
  });

  it('keeps the order of quick taps, however long each takes', async () => {
    const { id, store } = await begin();
    const real = commands.draftAnswer;
    const waits = [30, 0, 10];
    vi.spyOn(commands, 'draftAnswer').mockImplementation(async (...given) => {
      await new Promise((resolve) => setTimeout(resolve, waits.shift() ?? 0));
      return real(...given);
    });
    await Promise.all([
      store.answer(id, 'staffing.present', 1),
      store.answer(id, 'staffing.present', 2),
      store.answer(id, 'staffing.leader_present', true),
    ]);
    expect(store.page?.draft.answers).toMatchObject({
      'staffing.present': 2,
      'staffing.leader_present': true,
    });
  });

  it('goes on after a tap that failed', async () => {
    const { id, store } = await begin();
    vi.spyOn(commands, 'draftAnswer').mockRejectedValueOnce(new Error('disk'));
    await expect(store.answer(id, 'staffing.present', 1)).rejects.toThrow('disk');
    await store.answer(id, 'staffing.present', 2);
    expect(store.page?.draft.answers['staffing.present']).toBe(2);
  });

  it('shows what the system’s camera took, and lets nothing wait for it meanwhile', async () => {
    const { id, store } = await begin();
    const about = { id, shows: 'control.barrier', position: null };
    let taken: () => void = () => undefined;
    vi.spyOn(commands, 'draftPhotoTake').mockImplementation(async () => {
      await new Promise<void>((resolve) => (taken = resolve));
      return commands.draftPhotoAdd(id, { ...about, bytes: new Uint8Array([1]) });
    });
    const photo = store.takePhoto(about);
    await store.answer(id, 'staffing.present', 2);
    expect(store.page?.draft.answers['staffing.present']).toBe(2);
    taken();
    await photo;
    expect(store.page?.draft.evidence.map(({ shows }) => shows)).toEqual(['control.barrier']);
    expect(store.page?.draft.answers['staffing.present']).toBe(2);
  });

  it('stays as it is when no photo was taken after all', async () => {
    const { id, store } = await begin();
    vi.spyOn(commands, 'draftPhotoTake').mockResolvedValue(null);
    const before = store.page;
    await store.takePhoto({ id, shows: null, position: null });
    expect(store.page).toBe(before);
  });

  it('takes back what a group’s button filled, and nothing else', async () => {
    const { id, store } = await begin();
    await store.answer(id, 'staffing.present', 3);
    await store.fill(id, 'staffing');
    expect(store.page?.draft.answers['staffing.leader_present']).toBe(true);
    await store.unfill(id, 'staffing');
    expect(store.page?.draft.answers).toEqual({
      'staffing.rostered': 3,
      'staffing.duty_phone_calls': 0,
      'staffing.present': 3,
    });
  });

  it('shows what was sealed, and has no draft any more', async () => {
    const { id, store } = await begin();
    await store.answer(id, 'staffing.present', 0);
    await store.seal(id, null);
    expect(store.page).toBeNull();
    expect(store.sealed).toMatchObject({ draft: id, view: { faults: 1, needs: 0 } });
    await expect(commands.draft(id)).rejects.toMatchObject({ code: 'no-draft' });
  });

  it('forgets where it was read and why it corrects once it is sealed', async () => {
    const { id, store } = await begin();
    rememberPlace(id, { anchor: 'item-control.barrier', below: 12 });
    rememberReason(id, '漏记一人');
    expect(placeOf(id)).toEqual({ anchor: 'item-control.barrier', below: 12 });
    await store.seal(id, null);
    expect(placeOf(id)).toBeNull();
    expect(reasonOf(id)).toBe('');
  });
});
