import { storeToRefs } from 'pinia';
import { computed, watch } from 'vue';
import { commands } from '@/api/commands';
import { useReportsStore } from '@/stores/reports';
import { daysAfter } from './deadlines';
import { useResource } from './useResource';

/** The tallies of some days up to the chosen one, each by itself or as sums, and the sum of all. */
export function useTallies() {
  const { day, days, by } = storeToRefs(useReportsStore());
  const from = computed(() => daysAfter(day.value, 1 - days.value));

  const resource = useResource(async () => {
    const [first, last, look] = [from.value, day.value, by.value];
    const [[all = null], rows, sums] = await Promise.all([
      commands.tallySums(first, last, 'all'),
      look === 'each' ? commands.tallies(first, last) : [],
      look === 'each' ? [] : commands.tallySums(first, last, look),
    ]);
    return { all, look, rows, sums };
  });
  watch([day, days, by], resource.reload);

  return { ...resource, day, days, by };
}
