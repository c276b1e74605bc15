import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { commands } from '@/api/commands';
import type { Vocabulary } from '@/generated/Vocabulary';

/** Kinds of site, categories of findings, roles of shifts and divisions, as the known checklists name them. */
export const useVocabularyStore = defineStore('vocabulary', () => {
  const vocabulary = shallowRef<Vocabulary>({
    kinds: {},
    categories: {},
    roles: {},
    divisions: [],
    inspectors: [],
  });

  async function load() {
    vocabulary.value = await commands.vocabulary();
  }

  return { vocabulary, load };
});
