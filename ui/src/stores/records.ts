import { defineStore } from 'pinia';
import { commands } from '@/api/commands';
import { wallClock } from '@/composables/dates';
import { windowedList } from '@/composables/windowedList';
import { useListsStore } from './lists';

/** The list of records, by day. */
export const useRecordsStore = defineStore('records', () => {
  const lists = useListsStore();
  return windowedList({
    filter: () => lists.records,
    load: (paging) => commands.visits(lists.records, paging),
    tally: () => commands.visitCount(lists.records),
    runOf: ({ visited_at }) => wallClock(visited_at).day,
  });
});
