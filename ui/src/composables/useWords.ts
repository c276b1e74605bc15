import { useI18n } from 'vue-i18n';
import type { SiteKind } from '@/generated/SiteKind';
import type { Words } from '@/generated/Words';
import { useVocabularyStore } from '@/stores/vocabulary';

/** Texts that checklists bring, in the language of the app. */
export function useWords() {
  const { locale } = useI18n();
  const store = useVocabularyStore();

  const say = (words: Words) => (locale.value === 'zh-CN' ? words.zh : words.en);
  const lookUp = (known: Words | undefined, code: string) => (known ? say(known) : code);
  const kind = (code: SiteKind) => lookUp(store.vocabulary.kinds[code], code);
  const category = (code: string) => lookUp(store.vocabulary.categories[code], code);

  const role = (code: string) => lookUp(store.vocabulary.roles[code], code);

  return { say, kind, category, role };
}
