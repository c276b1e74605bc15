import {
  computed,
  inject,
  onScopeDispose,
  provide,
  type ComputedRef,
  type InjectionKey,
} from 'vue';
import type { Answer } from '@/generated/Answer';
import type { DraftDetails } from '@/generated/DraftDetails';
import type { DraftPage } from '@/generated/DraftPage';
import type { FindingEdit } from '@/generated/FindingEdit';
import type { Recheck } from '@/generated/Recheck';
import { useDraftStore } from '@/stores/draft';
import { useAttempt } from './useAttempt';

/** The visit of a page and what can be done to it; failures are said, and nothing is lost. */
export interface Visit {
  page: ComputedRef<DraftPage | null>;
  answer: (item: string, value: Answer | null) => Promise<boolean>;
  fill: (group: string) => Promise<boolean>;
  unfill: (group: string) => Promise<boolean>;
  call: (answered: boolean) => Promise<boolean>;
  uncall: () => Promise<boolean>;
  recheck: (finding: string, seen: Recheck | null) => Promise<boolean>;
  editFinding: (edit: FindingEdit) => Promise<boolean>;
  setDetails: (details: DraftDetails) => Promise<boolean>;
  /** Has something done before the visit is sealed: what is typed must not come too late. */
  beforeSealing: (work: () => void) => void;
  seal: (reason: string | null) => Promise<boolean>;
}

const key: InjectionKey<Visit> = Symbol('visit');

/** For a page: makes its visit known to the components in it. */
export function provideVisit(id: string): Visit {
  const store = useDraftStore();
  const attempt = useAttempt();
  const before = new Set<() => void>();
  const visit: Visit = {
    page: computed(() => (store.page?.draft.id === id ? store.page : null)),
    answer: (item, value) => attempt(() => store.answer(id, item, value)),
    fill: (group) => attempt(() => store.fill(id, group)),
    unfill: (group) => attempt(() => store.unfill(id, group)),
    call: (answered) => attempt(() => store.call(id, answered)),
    uncall: () => attempt(() => store.uncall(id)),
    recheck: (finding, seen) => attempt(() => store.recheck(id, finding, seen)),
    editFinding: (edit) => attempt(() => store.editFinding(id, edit)),
    setDetails: (details) => attempt(() => store.setDetails(id, details)),
    beforeSealing: (work) => {
      before.add(work);
      onScopeDispose(() => before.delete(work));
    },
    seal: (reason) => {
      // What these save is queued before the sealing.
      for (const work of before) work();
      return attempt(() => store.seal(id, reason));
    },
  };
  provide(key, visit);
  return visit;
}

/** For a component inside of such a page. */
export function useVisit(): Visit {
  const visit = inject(key);
  if (visit === undefined) throw new Error('there is no visit on this page');
  return visit;
}
