import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useDeviceStore } from '@/stores/device';
import type { SyncState } from '@/generated/SyncState';
import { fileSize } from './fileSize';
import { useDates } from './useDates';

export type SyncMood = 'calm' | 'busy' | 'waiting' | 'attention' | 'practice';

// The server does not admit this device any more: only enrolling again helps.
const REFUSED = ['unauthorized', 'forbidden', 'unknown-author', 'retired'];

/** The state of the synchronisation in a word or two, for the chip and the page. */
export function useSyncWords() {
  const { t, te, locale } = useI18n();
  const device = useDeviceStore();
  const { moment, isToday } = useDates();

  const refused = computed(() => REFUSED.includes(device.sync?.reason ?? ''));
  /** It waits without a next try: a person has to act first. */
  const stuck = computed(() => {
    const { sync } = device;
    return device.enrolled && sync?.phase === 'waiting' && sync.reason && !sync.next_try_at;
  });
  const mood = computed<SyncMood>(() => {
    const { status, sync } = device;
    if (status?.practice) return 'practice';
    if (status === null || sync === null || refused.value) return 'attention';
    if (status.set_aside.length > 0) return 'attention';
    if (stuck.value) return 'attention';
    if (sync.phase !== 'idle' && sync.phase !== 'waiting') return 'busy';
    const waits = status.pending > 0 || status.files.files > 0;
    return waits || status.last_contact === null ? 'waiting' : 'calm';
  });

  const reason = computed(() => {
    const known = device.sync?.reason;
    if (!device.enrolled) return t('sync.reasons.not-enrolled');
    if (known == null) return null;
    const code = known === 'unreachable' && !navigator.onLine ? 'offline' : known;
    return te(`sync.reasons.${code}`) ? t(`sync.reasons.${code}`) : t('sync.reasons.unknown');
  });

  /** How far a phase is: entries are counted, photos are weighed. */
  function counted({ phase, done, total }: SyncState): string {
    if (total === 0) return '';
    if (phase !== 'uploading') return ` ${done}/${total}`;
    return ` ${fileSize(done, locale.value)} / ${fileSize(total, locale.value)}`;
  }

  const summary = computed(() => {
    const { status, sync } = device;
    if (mood.value === 'practice') return t('practice.chip');
    if (mood.value === 'attention' || status === null || sync === null) return t('sync.attention');
    if (mood.value === 'busy') {
      return t(`sync.phases.${sync.phase}`) + counted(sync);
    }
    if (status.pending > 0) {
      const pending = t('sync.pending', { n: status.pending });
      return reason.value === null ? pending : `${pending} · ${reason.value}`;
    }
    if (status.last_contact === null) return reason.value ?? t('sync.reasons.no-contact');
    if (status.files.files > 0) {
      const photos = t('sync.photos-pending', { n: status.files.files });
      return reason.value === null ? photos : `${photos} · ${reason.value}`;
    }
    return t('sync.uploaded', { time: moment(status.last_contact) });
  });

  /** The same in the room of a phone's top line: why it waits, and older days, are left out. */
  const short = computed(() => {
    const { status } = device;
    if (status === null || ['attention', 'busy', 'practice'].includes(mood.value))
      return summary.value;
    if (status.pending > 0) return t('sync.pending-short', { n: status.pending });
    if (status.files.files > 0) return t('sync.photos-short', { n: status.files.files });
    const today = status.last_contact === null || isToday(status.last_contact);
    return today ? summary.value : t('records.synced');
  });

  return { mood, reason, summary, short, refused };
}
