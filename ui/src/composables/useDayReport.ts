import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { storeToRefs } from 'pinia';
import { commands } from '@/api/commands';
import { useDeviceStore } from '@/stores/device';
import { useNoticeStore } from '@/stores/notice';
import { useReportsStore } from '@/stores/reports';
import { useAttempt } from './useAttempt';
import { useResource } from './useResource';

/** A day as its figures, and as the report of the own team. */
export function useDayReport() {
  const { t } = useI18n();
  const { day } = storeToRefs(useReportsStore());
  const device = useDeviceStore();
  const notices = useNoticeStore();
  const attempt = useAttempt();
  const busy = ref(false);

  const resource = useResource(async () => {
    const asked = day.value;
    const [view, text] = await Promise.all([commands.day(asked), commands.dayText(asked, true)]);
    return { view, text };
  });
  watch(day, resource.reload);

  /** Of whoever reports from here; a team that is not expected has no line without a visit. */
  const own = computed(() => {
    const known = resource.data.value;
    return known?.view.teams.find(({ own }) => own) ?? null;
  });
  const nothingFound = computed(() => (own.value?.faults ?? 0) === 0);
  const reported = computed(() => own.value?.reported ?? false);

  async function report() {
    busy.value = true;
    const zero = nothingFound.value;
    const done = await attempt(() => commands.dayReport(day.value));
    busy.value = false;
    if (!done) return;
    notices.say(t(zero ? 'day.sent-zero' : 'day.sent'));
    device.revision++;
  }

  return { ...resource, day, own, nothingFound, reported, busy, report };
}
