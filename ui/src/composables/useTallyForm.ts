import { computed, reactive, ref, shallowRef, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { commands } from '@/api/commands';
import type { SiteRow } from '@/generated/SiteRow';
import type { TallyCounts } from '@/generated/TallyCounts';
import type { TallyView } from '@/generated/TallyView';
import { useDeviceStore } from '@/stores/device';
import { useNoticeStore } from '@/stores/notice';
import { useAttempt } from './useAttempt';
import { NUMBERS, type TallyNumber } from './useTallyWords';

export interface PeopleTyped {
  region: string;
  people: string;
}
interface TallyForm {
  site: Pick<SiteRow, 'id' | 'name'> | null;
  shift: string;
  numbers: Record<TallyNumber, string>;
  people: PeopleTyped[];
  reason: string;
}

const blank = (): Record<TallyNumber, string> => ({
  vehicles_checked: '',
  vehicles_turned_back: '',
  temperatures_taken: '',
});
export const isCount = (typed: string) => /^\d{1,7}$/.test(typed.trim());

function typedOf(counts: TallyCounts) {
  const numbers = blank();
  for (const kind of NUMBERS) numbers[kind] = String(counts[kind] ?? '');
  const people = (counts.people_from ?? []).map(({ region, people: many }) => ({
    region,
    people: String(many),
  }));
  return { numbers, people };
}

/** What a checkpoint counted on a shift of a day, as it is typed; `corrected` is what it puts right. */
export function useTallyForm(
  day: () => string,
  corrected: () => TallyView | null,
  open: Ref<boolean>,
) {
  const { t } = useI18n();
  const attempt = useAttempt();
  const device = useDeviceStore();
  const form = reactive<TallyForm>({
    site: null,
    shift: '',
    numbers: blank(),
    people: [],
    reason: '',
  });
  const busy = ref(false);
  /** Where no roster names any. What a shift is called tells tallies apart: the same in each language. */
  const usual = ['day', 'night'].map((name) =>
    t(`tallies.shifts.${name}`, {}, { locale: 'zh-CN' }),
  );
  const shifts = shallowRef<string[]>([]);
  /** What is recorded of the day already, to say so before it is typed once more. */
  const known = shallowRef<TallyView[]>([]);

  watch(
    open,
    (now) => {
      if (!now) return;
      const told = corrected();
      const typed = told ? typedOf(told.counts) : { numbers: blank(), people: [] };
      const shift = told?.shift ?? '';
      Object.assign(form, { site: told?.site ?? null, shift, reason: '', ...typed });
      void commands
        .tallies(day(), day())
        .then((all) => (known.value = all))
        .catch(() => (known.value = []));
    },
    { immediate: true },
  );
  /** Shifts as the site's roster calls them; nobody waits for it. */
  watch(
    () => form.site?.id,
    async (site) => {
      const page = site === undefined ? null : await commands.site(site).catch(() => null);
      const named = (page?.shifts ?? []).flatMap(({ name }) => name || []);
      shifts.value = named.length > 0 ? named : usual;
    },
    { immediate: true },
  );

  const before = computed(() => {
    const same = ({ site, shift = '' }: TallyView) =>
      site.id === form.site?.id && shift === form.shift.trim();
    return corrected() ?? known.value.find(same) ?? null;
  });
  const people = computed(() =>
    form.people.filter(({ region, people: many }) => region.trim() !== '' || many.trim() !== ''),
  );
  const ready = computed(() => {
    const typed = NUMBERS.map((kind) => form.numbers[kind]).filter((text) => text.trim() !== '');
    const whole = people.value.every((one) => one.region.trim() !== '' && isCount(one.people));
    return (
      form.site !== null &&
      typed.length + people.value.length > 0 &&
      typed.every(isCount) &&
      whole &&
      (before.value === null || form.reason.trim() !== '')
    );
  });

  async function record() {
    if (form.site === null) return;
    const number = (typed: string) => (typed.trim() === '' ? null : Number(typed));
    const { vehicles_checked, vehicles_turned_back, temperatures_taken } = form.numbers;
    const given = {
      site: form.site.id,
      day: day(),
      shift: form.shift.trim(),
      reason: form.reason.trim(),
      vehicles_checked: number(vehicles_checked),
      vehicles_turned_back: number(vehicles_turned_back),
      temperatures_taken: number(temperatures_taken),
      people_from: people.value.map(({ region, people: many }) => ({
        region: region.trim(),
        people: Number(many),
      })),
    };
    busy.value = true;
    const done = await attempt(() => commands.tallyRecord(given));
    busy.value = false;
    if (!done) return;
    open.value = false;
    device.revision++;
    useNoticeStore().say(t('tallies.recorded'));
  }

  return { form, shifts, before, ready, busy, record };
}
