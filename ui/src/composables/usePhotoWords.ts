import { useI18n } from 'vue-i18n';
import type { Evidence } from '@/generated/Evidence';
import type { EvidenceView } from '@/generated/EvidenceView';
import type { Template } from '@/generated/Template';
import { fileSize } from './fileSize';
import { useWords } from './useWords';

/** A photo of a draft, or one of a sealed visit. */
export type ShownPhoto = Evidence & Partial<Pick<EvidenceView, 'here' | 'supplement'>>;

/** What a photo shows and how large it is, in words. */
export function usePhotoWords(template: () => Template | null) {
  const { t, locale } = useI18n();
  const { say, category } = useWords();

  function subject(shows: string | null): string {
    if (shows === null) return t('photos.whole-visit');
    if (shows === 'good_practice') return t('finish.good-practice');
    const item = template()?.items.find(({ code }) => code === shows);
    return item ? say(item.label) : category(shows);
  }

  const size = (bytes: number) => fileSize(bytes, locale.value);

  return { subject, size };
}
