import { computed, reactive, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { commands } from '@/api/commands';
import type { Nature } from '@/generated/Nature';
import type { ReportGiven } from '@/generated/ReportGiven';
import type { Severity } from '@/generated/Severity';
import type { SiteRow } from '@/generated/SiteRow';
import type { Source } from '@/generated/Source';
import { useDeviceStore } from '@/stores/device';
import { useNoticeStore } from '@/stores/notice';
import { useAttempt } from './useAttempt';

export interface ReportForm {
  site: Pick<SiteRow, 'id' | 'name'> | null;
  source: Exclude<Source, 'inspection'>;
  nature: Nature;
  category: string | null;
  severity: Severity;
  text: string;
}

const empty = (): ReportForm => ({
  site: null,
  source: 'public_report',
  nature: 'fault',
  category: null,
  severity: 'major',
  text: '',
});

/** What somebody else than an inspector found, until it is taken in; then its page comes. */
export function useReport() {
  const { t } = useI18n();
  const router = useRouter();
  const attempt = useAttempt();
  const device = useDeviceStore();
  const form = reactive(empty());
  const busy = ref(false);

  const given = computed<ReportGiven | null>(() => {
    const { site, category, text, ...rest } = form;
    if (site === null || category === null || text.trim() === '') return null;
    return { ...rest, site: site.id, category, text: text.trim(), received_at: null };
  });

  const begin = (known: Partial<ReportForm>) => Object.assign(form, empty(), known);

  /** Answers whether it was taken in. */
  async function record(): Promise<boolean> {
    const report = given.value;
    if (report === null) return false;
    busy.value = true;
    const done = await attempt(async () => {
      const { id } = await commands.findingReport(report);
      device.revision++;
      await router.push({ name: 'finding', params: { id } });
      useNoticeStore().say(t('report.recorded'));
    });
    busy.value = false;
    return done;
  }

  return { form, given, busy, begin, record };
}
