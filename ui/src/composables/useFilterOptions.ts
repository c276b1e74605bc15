import { computed } from 'vue';
import { useVocabularyStore } from '@/stores/vocabulary';
import { useWords } from './useWords';

/** What lists can be narrowed to, in words. */
export function useFilterOptions() {
  const store = useVocabularyStore();
  const { say } = useWords();

  const divisions = computed(() =>
    store.vocabulary.divisions.map(({ code, name }) => ({ value: code, label: name })),
  );
  const kinds = computed(() =>
    Object.entries(store.vocabulary.kinds).map(([value, words]) => ({ value, label: say(words) })),
  );
  const categories = computed(() =>
    Object.entries(store.vocabulary.categories).map(([value, words]) => ({
      value,
      label: say(words),
    })),
  );

  const inspectors = computed(() =>
    store.vocabulary.inspectors.map((name) => ({ value: name, label: name })),
  );

  return { divisions, kinds, categories, inspectors };
}
