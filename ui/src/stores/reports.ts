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
  /** Without days of its own a bulletin is of the round. */
  const from = ref<string | null>(null);
  const to = ref<string | null>(null);

  return { day, form, order, from, to };
});
