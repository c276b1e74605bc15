import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { commands, type Photo } from '@/api/commands';
import { forgetDraft } from '@/composables/draftMemory';
import type { Answer } from '@/generated/Answer';
import type { Capture } from '@/generated/Capture';
import type { DraftDetails } from '@/generated/DraftDetails';
import type { DraftPage } from '@/generated/DraftPage';
import type { Evidence } from '@/generated/Evidence';
import type { FindingEdit } from '@/generated/FindingEdit';
import type { Fix } from '@/generated/Fix';
import type { Recheck } from '@/generated/Recheck';
import type { SealedView } from '@/generated/SealedView';

/**
 * The visit in the making. Every change goes through one queue, so that quick taps reach the
 * store in their order and no later page is overwritten by an earlier one.
 */
export const useDraftStore = defineStore('draft', () => {
  const page = shallowRef<DraftPage | null>(null);
  /** What was sealed last, and from which draft. */
  const sealed = shallowRef<{ draft: string; view: SealedView } | null>(null);
  let queue: Promise<unknown> = Promise.resolve();

  function queued<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  }

  function change(id: string, command: () => Promise<DraftPage>): Promise<void> {
    return queued(async () => {
      const next = await command();
      if (page.value?.draft.id === id) page.value = next;
    });
  }

  /** Once all that was asked for until now is saved. */
  const settled = () => queued(() => Promise.resolve());

  function open(id: string): Promise<void> {
    return queued(async () => {
      // A sealed visit is no draft any more; its page is about to be left.
      if (sealed.value?.draft === id) return;
      if (page.value?.draft.id !== id) page.value = null;
      page.value = await commands.draft(id);
    });
  }

  const answer = (id: string, item: string, value: Answer | null) =>
    change(id, () => commands.draftAnswer(id, item, value));
  const fill = (id: string, group: string) => change(id, () => commands.draftFill(id, group));
  const unfill = (id: string, group: string) => change(id, () => commands.draftUnfill(id, group));
  const call = (id: string, answered: boolean) =>
    change(id, () => commands.draftCall(id, answered));
  const uncall = (id: string) => change(id, () => commands.draftUncall(id));
  const recheck = (id: string, finding: string, seen: Recheck | null) =>
    change(id, () => commands.draftRecheck(id, finding, seen));
  const editFinding = (id: string, edit: FindingEdit) =>
    change(id, () => commands.draftEditFinding(id, edit));
  const setDetails = (id: string, details: DraftDetails) =>
    change(id, () => commands.draftDetails(id, details));
  const addPhoto = (id: string, photo: Photo) =>
    change(id, () => commands.draftPhotoAdd(id, photo));
  /** The system's camera may be open for long; meanwhile nothing that was typed waits for it. */
  async function takePhoto(about: Capture) {
    if ((await commands.draftPhotoTake(about)) === null) return;
    await change(about.id, () => commands.draft(about.id));
  }
  const removePhoto = (id: string, sha256: string) =>
    change(id, () => commands.draftPhotoRemove(id, sha256));
  const restorePhoto = (id: string, photo: Evidence) =>
    change(id, () => commands.draftPhotoRestore(id, photo));
  /** What the device found out by itself; the store keeps what says more. */
  const noteFix = (id: string, fix: Fix) => change(id, () => commands.draftFix(id, fix));

  function seal(id: string, reason: string | null): Promise<void> {
    return queued(async () => {
      sealed.value = { draft: id, view: await commands.draftSeal(id, reason) };
      page.value = null;
      forgetDraft(id);
    });
  }

  return {
    page,
    sealed,
    open,
    answer,
    fill,
    unfill,
    call,
    uncall,
    recheck,
    editFinding,
    setDetails,
    addPhoto,
    takePhoto,
    removePhoto,
    restorePhoto,
    noteFix,
    seal,
    settled,
  };
});
