import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { FindingFilter } from '@/generated/FindingFilter';
import type { SiteFilter } from '@/generated/SiteFilter';
import type { VisitFilter } from '@/generated/VisitFilter';

const first = {
  today: (): SiteFilter => ({ assigned: true }),
  sites: (): SiteFilter => ({}),
  findings: (): FindingFilter => ({ nature: 'fault' }),
  records: (): VisitFilter => ({ unsynced: false }),
};

/** What the lists are narrowed to; kept while one looks at a page and comes back. */
export const useListsStore = defineStore('lists', () => {
  const today = ref(first.today());
  const sites = ref(first.sites());
  const findings = ref(first.findings());
  const records = ref(first.records());

  /** As at the start. */
  function forget() {
    today.value = first.today();
    sites.value = first.sites();
    findings.value = first.findings();
    records.value = first.records();
  }

  return { today, sites, findings, records, forget };
});
