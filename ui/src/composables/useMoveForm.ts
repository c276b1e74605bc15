import { computed, reactive, ref, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { commands } from '@/api/commands';
import type { Evidence } from '@/generated/Evidence';
import type { FindingView } from '@/generated/FindingView';
import { useDeviceStore } from '@/stores/device';
import { useNoticeStore } from '@/stores/notice';
import { movedBy, type Step } from './findingSteps';
import { useAttempt } from './useAttempt';
import { useDates } from './useDates';
import { useFindingWords } from './useFindingWords';

interface MoveForm {
  unit: string;
  deadline: string | null;
  note: string;
  photos: Evidence[];
}

/** What is typed for a step of a finding, what would be recorded, and the recording of it. */
export function useMoveForm(finding: () => FindingView, step: () => Step, open: Ref<boolean>) {
  const { t } = useI18n();
  const { day } = useDates();
  const { stateOf } = useFindingWords();
  const attempt = useAttempt();
  const device = useDeviceStore();
  const notices = useNoticeStore();
  const form = reactive<MoveForm>({ unit: '', deadline: null, note: '', photos: [] });
  const busy = ref(false);
  /** Photos that are on their way to the disk. */
  const keeping = ref(0);

  watch(
    open,
    async (now) => {
      if (!now) return;
      const { action, unit, deadline } = step();
      Object.assign(form, { unit: unit ?? '', deadline, note: '', photos: [] });
      if (action !== 'assign' || unit !== null) return;
      // Who answers for the site; nobody waits for it.
      const { site } = await commands.site(finding().site.id).catch(() => ({ site: null }));
      if (form.unit === '') form.unit = site?.unit ?? '';
    },
    { immediate: true },
  );

  const label = computed(() => {
    const { action, to } = step();
    const { nature } = finding();
    return action === 'settle' ? stateOf(nature, to) : t(`moves.${nature}.${action}`);
  });
  /** «交办给白营村委会，限2月17日» */
  const what = computed(() => {
    const { action } = step();
    const until = form.deadline && day(form.deadline);
    if (action === 'ask' || action === 'grant') {
      return until ? t('moves.until', { what: label.value, day: until }) : label.value;
    }
    const unit = form.unit.trim();
    if (action !== 'assign' || unit === '') return label.value;
    const given = t('moves.to-unit', { what: label.value, unit });
    return until ? t('moves.due', { what: given, day: until }) : given;
  });
  const ready = computed(() => {
    if (keeping.value > 0) return false;
    const { action } = step();
    if (action === 'assign') return form.unit.trim() !== '';
    if (action === 'ask' || action === 'grant') return form.deadline !== null;
    return action !== 'withdraw' || form.note.trim() !== '';
  });

  /** Each shot is on the disk at once; one that no move names is cleaned up by itself. */
  async function keep(bytes: Uint8Array<ArrayBuffer>) {
    keeping.value++;
    await attempt(async () => {
      const kept = { ...(await commands.photoKeep(bytes)), shows: finding().category };
      drop(kept);
      form.photos.push(kept);
    });
    keeping.value--;
  }

  function drop({ sha256 }: Evidence) {
    form.photos = form.photos.filter((photo) => photo.sha256 !== sha256);
  }

  async function record() {
    busy.value = true;
    const { unit, deadline, note, photos } = form;
    const moved = movedBy({ ...step(), unit, deadline }, finding().id, note, photos);
    const done = await attempt(() => commands.findingMove(moved));
    busy.value = false;
    if (!done) return;
    open.value = false;
    device.revision++;
    notices.say(t('moves.recorded', { what: what.value }));
  }

  return { form, label, what, ready, busy, keep, drop, record };
}
