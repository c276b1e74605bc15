import { computed, reactive, ref, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { commands, type DispositionGiven } from '@/api/commands';
import type { DispositionView } from '@/generated/DispositionView';
import type { Measure } from '@/generated/Measure';
import type { MeasureTaken } from '@/generated/MeasureTaken';
import type { Subject } from '@/generated/Subject';
import { useDeviceStore } from '@/stores/device';
import { useNoticeStore } from '@/stores/notice';
import { calledOf, DETAIL, isNumber, kindOf, OFFERED, type SubjectKind } from './measures';
import { useAttempt } from './useAttempt';

/** What led to it. */
export interface Origin {
  visit: string | null;
  findings: string[];
}

export interface DispositionForm {
  kind: SubjectKind;
  /** Which person, where it is one who was named before. */
  person: string | null;
  called: string;
  measures: Measure[];
  /** Days, months or yuan beside a measure, as typed. */
  details: Partial<Record<Measure, string>>;
  date: string | null;
  by: string;
  /** Why it is corrected. */
  reason: string;
}

const empty = (): DispositionForm => ({
  kind: 'person',
  person: null,
  called: '',
  measures: [],
  details: {},
  date: null,
  by: '',
  reason: '',
});

function formOf({ subject, measures, date, by }: DispositionView): DispositionForm {
  const details = measures.map(({ measure, term, amount }): [Measure, string] => {
    const [length] = term ? Object.values(term) : [];
    return [measure, String(length ?? amount ?? '')];
  });
  return {
    kind: kindOf(subject),
    person: 'person' in subject ? subject.person.id : null,
    called: calledOf(subject),
    measures: measures.map(({ measure }) => measure),
    details: Object.fromEntries(details),
    date: date ?? null,
    by: by ?? '',
    // Each correction has a reason of its own.
    reason: '',
  };
}

function taken(measure: Measure, typed: string | undefined): MeasureTaken {
  if (!typed?.trim()) return { measure };
  const number = Number(typed);
  const detail = DETAIL[measure];
  if (detail === 'days') return { measure, term: { days: number } };
  if (detail === 'months') return { measure, term: { months: number } };
  return detail === 'amount' ? { measure, amount: number } : { measure };
}

/** A disposition as it is typed; `corrected` is the one that it puts right. */
export function useDispositionForm(
  origin: () => Origin,
  corrected: () => DispositionView | null,
  open: Ref<boolean>,
) {
  const { t } = useI18n();
  const attempt = useAttempt();
  const device = useDeviceStore();
  const form = reactive(empty());
  const busy = ref(false);

  watch(
    open,
    (now) => {
      const known = corrected();
      if (now) Object.assign(form, known ? formOf(known) : empty());
    },
    { immediate: true },
  );

  const offered = computed(() => OFFERED[form.kind]);
  /** In the order of weight, whatever the order of the taps; what does not fit any more is left out. */
  const chosen = computed(() => offered.value.filter((one) => form.measures.includes(one)));
  const detailed = computed(() => chosen.value.filter((measure) => measure in DETAIL));
  const ready = computed(
    () =>
      form.called.trim() !== '' &&
      (corrected() === null || form.reason.trim() !== '') &&
      chosen.value.length > 0 &&
      detailed.value.every((measure) => isNumber(form.details[measure])),
  );

  function toggle(measure: Measure) {
    const on = form.measures.includes(measure);
    form.measures = on
      ? form.measures.filter((one) => one !== measure)
      : [...form.measures, measure];
  }

  function subject(): Subject {
    const called = form.called.trim();
    if (form.kind === 'unit') return { unit: { name: called } };
    return { person: { id: form.person ?? crypto.randomUUID(), role: called } };
  }

  async function record() {
    const known = corrected();
    const { visit, findings } = known
      ? { visit: known.visit ?? null, findings: known.findings ?? [] }
      : origin();
    const given: DispositionGiven = {
      corrects: known?.id ?? null,
      visit,
      findings,
      date: form.date,
      by: form.by.trim() || null,
      subject: subject(),
      measures: chosen.value.map((measure) => taken(measure, form.details[measure])),
      withdrawn: null,
      reason: known === null ? null : form.reason.trim(),
    };
    busy.value = true;
    const done = await attempt(() => commands.dispositionRecord(given));
    busy.value = false;
    if (!done) return;
    open.value = false;
    device.revision++;
    useNoticeStore().say(t('dispositions.recorded'));
  }

  return { form, offered, chosen, detailed, ready, busy, toggle, record };
}
