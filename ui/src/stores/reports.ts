import { defineStore } from 'pinia';
import { ref } from 'vue';
import { localClock } from '@/composables/dates';
import type { BulletinForm } from '@/generated/BulletinForm';
import type { ProblemOrder } from '@/generated/ProblemOrder';

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

  return { day, form, order, names, from, to };
});
