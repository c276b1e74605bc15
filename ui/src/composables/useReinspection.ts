import { ref } from 'vue';
import { commands } from '@/api/commands';
import type { FindingState } from '@/generated/FindingState';
import type { FindingView } from '@/generated/FindingView';
import { useAttempt } from './useAttempt';

/** Says of each finding that is still open whether it was put right; the list keeps its order. */
export function useReinspection(open: FindingView[]) {
  const attempt = useAttempt();
  const findings = ref(open.map((finding) => ({ finding, looked: false })));

  const move = (finding: FindingView, to: FindingState) =>
    attempt(async () => {
      const latest = finding.moves.at(-1);
      const moved = await commands.findingMove({
        finding: finding.id,
        to,
        note: '',
        unit: latest?.unit ?? null,
        deadline: latest?.deadline ?? null,
      });
      findings.value = findings.value.map((known) =>
        known.finding.id === moved.id ? { finding: moved, looked: true } : known,
      );
    });

  const rectified = (finding: FindingView) => move(finding, 'rectified');
  /** Stays where it is; what was called rectified goes back to work. */
  const still = (finding: FindingView) =>
    move(finding, finding.state === 'rectified' ? 'rectifying' : finding.state);

  return { findings, rectified, still };
}
