import { useI18n } from 'vue-i18n';
import type { FindingView } from '@/generated/FindingView';
import type { MoveView } from '@/generated/MoveView';
import { useDates } from './useDates';
import { useFindingWords } from './useFindingWords';

/** What a move did, in the words of whoever did it. */
export function useMoveWords() {
  const { t } = useI18n();
  const { day } = useDates();
  const { stateOf } = useFindingWords();

  /** The n-th move of a finding: 交办, 申请延期, 复查不合格. */
  function title({ nature, moves }: FindingView, n: number): string {
    const move = moves[n];
    if (move === undefined) return '';
    const before = moves[n - 1];
    if (move.asks_until !== null) return t(`moves.${nature}.ask`);
    if (before?.to === move.to && move.deadline !== null && move.unit === null) {
      return t(`moves.${nature}.grant`);
    }
    const back = before?.to === 'rectified' || before?.to === 'verified';
    return back && move.to === 'rectifying' ? t(`moves.${nature}.fail`) : stateOf(nature, move.to);
  }

  function details({ unit, deadline, asks_until, note }: MoveView): string {
    const until = asks_until ?? deadline;
    const parts = [unit, until && t('problems.until', { day: day(until) }), note];
    return parts.filter(Boolean).join(t('common.dot'));
  }

  return { title, details };
}
