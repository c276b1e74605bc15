import { defineStore } from 'pinia';
import { commands } from '@/api/commands';
import { sectionOf } from '@/composables/findings';
import { windowedList } from '@/composables/windowedList';
import { useListsStore } from './lists';

/** The list of problems or of needs, by when they are due; with how many stand where. */
export const useFindingsStore = defineStore('findings', () => {
  const lists = useListsStore();
  return windowedList({
    filter: () => lists.findings,
    load: (paging) => commands.findings(lists.findings, paging),
    tally: () => commands.findingCounts(lists.findings),
    runOf: sectionOf,
  });
});
