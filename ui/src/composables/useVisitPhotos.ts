import { computed, inject, provide, ref, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { DraftPage } from '@/generated/DraftPage';
import type { Evidence } from '@/generated/Evidence';
import type { Fix } from '@/generated/Fix';
import type { Room } from '@/generated/Room';
import { useDeviceStore } from '@/stores/device';
import { useDraftStore } from '@/stores/draft';
import { useNoticeStore } from '@/stores/notice';
import { useAttempt } from './useAttempt';

/** A position that is older says where the inspector was, not where the photo was taken. */
const RECENT_MS = 5 * 60_000;

/** The photos of a page's visit, and the camera that takes them. */
export interface VisitPhotos {
  room: ComputedRef<Room>;
  /** Photos of one item or category; `null` are those of the visit as a whole. */
  of: (shows: string | null) => Evidence[];
  /** What is being photographed; `null` while the camera is closed. */
  subject: Ref<{ shows: string | null } | null>;
  /** Opens the camera, or says why there are no photos now. */
  take: (shows: string | null) => void;
  keep: (bytes: Uint8Array<ArrayBuffer>) => Promise<boolean>;
  /** Takes one with the system's own camera app. */
  takeOutside: () => Promise<boolean>;
  remove: (photo: Evidence) => Promise<void>;
}

const key: InjectionKey<VisitPhotos> = Symbol('visit photos');

function recent(fix: Fix | null): Fix | null {
  if (fix === null || !('known' in fix)) return null;
  return Date.now() - Date.parse(fix.known.at) < RECENT_MS ? fix : null;
}

/** For a page: makes its visit's photos known to the components in it. */
export function provideVisitPhotos(id: string, page: ComputedRef<DraftPage | null>): VisitPhotos {
  const { t } = useI18n();
  const store = useDraftStore();
  const device = useDeviceStore();
  const notice = useNoticeStore();
  const attempt = useAttempt();
  const subject = ref<{ shows: string | null } | null>(null);
  const all = computed(() => page.value?.draft.evidence ?? []);
  const room = computed(() => device.status?.room ?? 'plenty');

  function take(shows: string | null) {
    if (room.value === 'answers_only') notice.say(t('room.answers_only'));
    else subject.value = { shows };
  }

  const about = () => ({
    shows: subject.value?.shows ?? null,
    position: recent(page.value?.draft.position ?? null),
  });

  function keep(bytes: Uint8Array<ArrayBuffer>) {
    const photo = { bytes, ...about() };
    return attempt(() => store.addPhoto(id, photo));
  }

  function takeOutside() {
    const capture = { id, ...about() };
    return attempt(() => store.takePhoto(capture));
  }

  async function remove(photo: Evidence) {
    const removed = await attempt(() => store.removePhoto(id, photo.sha256));
    const undo = () => void attempt(() => store.restorePhoto(id, photo));
    if (removed) notice.say(t('photos.removed'), undo);
  }

  const of = (shows: string | null) => all.value.filter((photo) => photo.shows === shows);
  const photos: VisitPhotos = { room, of, subject, take, keep, takeOutside, remove };
  provide(key, photos);
  return photos;
}

/** For a component inside of such a page. */
export function useVisitPhotos(): VisitPhotos {
  const photos = inject(key);
  if (photos === undefined) throw new Error('there is no visit on this page');
  return photos;
}
