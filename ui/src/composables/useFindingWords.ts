import { useI18n } from 'vue-i18n';
import type { FindingState } from '@/generated/FindingState';
import type { FindingView } from '@/generated/FindingView';
import type { Nature } from '@/generated/Nature';
import { daysBetween } from './dates';
import { useDates } from './useDates';

/** Where a finding stands, in the words of its kind: a need is not put right, it is met. */
export function useFindingWords() {
  const { t } = useI18n();
  const { day, today } = useDates();

  const stateOf = (nature: Nature, state: FindingState) =>
    t(nature === 'need' ? `need-state.${state}` : `finding-state.${state}`);
  const state = (finding: Pick<FindingView, 'nature' | 'state'>) =>
    stateOf(finding.nature, finding.state);

  /** «逾期 3 天», «限2月20日，还剩 3 天»; nothing where no day is set. */
  function due({ deadline, overdue, state }: FindingView): string {
    if (deadline === null) return '';
    const left = daysBetween(today(), deadline);
    if (overdue) return t('problems.overdue', { n: -left });
    const until = t('problems.until', { day: day(deadline) });
    const settled = ['rectified', 'verified', 'withdrawn'].includes(state);
    if (settled || left < 0) return until;
    return left === 0 ? t('problems.due-today') : t('problems.left', { until, n: left });
  }

  /** «第 3 次», where the same was found at the site before. */
  const repeat = ({ times_before }: FindingView) =>
    times_before > 0 ? t('problems.repeat', { n: times_before + 1 }) : '';

  return { stateOf, state, due, repeat };
}
