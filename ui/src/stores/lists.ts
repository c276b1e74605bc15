import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { SiteFilter } from '@/generated/SiteFilter';
import type { VisitFilter } from '@/generated/VisitFilter';

/** What the lists are narrowed to; kept while one looks at a page and comes back. */
export const useListsStore = defineStore('lists', () => {
  const today = ref<SiteFilter>({ assigned: true });
  const sites = ref<SiteFilter>({});
  const records = ref<VisitFilter>({ unsynced: false });

  function forget() {
    today.value = {};
    sites.value = {};
    records.value = { unsynced: false };
  }

  return { today, sites, records, forget };
});
