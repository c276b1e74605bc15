import { defineStore } from 'pinia';
import { ref } from 'vue';
import { localClock } from '@/composables/dates';
import type { BulletinForm } from '@/generated/BulletinForm';
import type { ProblemOrder } from '@/generated/ProblemOrder';
import type { TallyBy } from '@/generated/TallyBy';

/** Tallies each by itself, or sums of them. */
export type TallyLook = 'each' | Exclude<TallyBy, 'all'>;

/** What the reports are asked for; kept while one looks at another page and comes back. */
export const useReportsStore = defineStore('reports', () => {
  const day = ref(localClock(new Date()).day);
  const form = ref<BulletinForm>('official');
  const order = ref<ProblemOrder>('place');
  /** Whether a blank for the name stands behind each person's role. */
  const names = ref(false);
  /** Without days of its own a bulletin is of the round. */
  const from = ref<string | null>(null);
  const to = ref<string | null>(null);

  /** How many days up to that one the tallies are looked at, and how they are summed. */
  const days = ref(1);
  const by = ref<TallyLook>('each');

  return { day, days, by, form, order, names, from, to };
});
