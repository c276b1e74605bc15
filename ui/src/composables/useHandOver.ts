import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { commands } from '@/api/commands';
import type { FindingView } from '@/generated/FindingView';
import type { SlipOptions } from '@/generated/SlipOptions';
import { useDeviceStore } from '@/stores/device';
import { useNoticeStore } from '@/stores/notice';
import { movedBy, OPEN, stepOf } from './findingSteps';
import { useAttempt } from './useAttempt';

/** Hands a visit's open faults over to the unit that its slip names, until the same day. */
export function useHandOver(findings: () => FindingView[], options: () => SlipOptions | null) {
  const { t } = useI18n();
  const attempt = useAttempt();
  const device = useDeviceStore();
  const busy = ref(false);

  const open = computed(() =>
    findings().filter(({ nature, state }) => nature === 'fault' && OPEN.includes(state)),
  );
  const unit = computed(() => options()?.unit.trim() ?? '');
  const deadline = computed(() => options()?.deadline ?? null);
  /** Those that are not handed over just so already. A slip without a day takes none away. */
  const waiting = computed(() =>
    open.value.filter(
      (finding) =>
        finding.state === 'raised' ||
        finding.unit !== unit.value ||
        (deadline.value !== null && finding.deadline !== deadline.value),
    ),
  );
  const said = computed(() => {
    if (unit.value === '') return t('papers.hand-over-unit');
    if (waiting.value.length > 0) return t('papers.hand-over-hint', { unit: unit.value });
    return t('papers.handed-over', { n: open.value.length, unit: unit.value });
  });

  async function handOver() {
    busy.value = true;
    const to = { unit: unit.value, deadline: deadline.value };
    let done = 0;
    await attempt(async () => {
      for (const finding of waiting.value) {
        const step = { ...stepOf('assign', finding), ...to };
        await commands.findingMove(movedBy(step, finding.id, ''));
        done++;
      }
    });
    busy.value = false;
    if (done === 0) return;
    device.revision++;
    useNoticeStore().say(t('papers.handed-over', { n: done, unit: to.unit }));
  }

  return { open, waiting, unit, said, busy, handOver };
}
