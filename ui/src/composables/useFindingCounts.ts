import { useI18n } from 'vue-i18n';
import { faultsAndNeeds, type Counted } from './findings';

/** How many findings there are, in words: «问题 2 · 需协调 1». Needs stand apart, where there are any. */
export function useFindingCounts() {
  const { t } = useI18n();

  function words(key: string, { faults, needs }: { faults: number; needs: number }) {
    const parts = [t(key, { n: faults })];
    if (needs > 0) parts.push(t('findings.needs', { n: needs }));
    return parts.join(' · ');
  }

  return {
    words,
    title: (all: Counted[]) => words('findings.title-count', faultsAndNeeds(all)),
    count: (all: Counted[]) => words('findings.count', faultsAndNeeds(all)),
  };
}
