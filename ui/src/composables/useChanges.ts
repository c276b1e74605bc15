import { useI18n } from 'vue-i18n';
import type { Answer } from '@/generated/Answer';
import type { Item } from '@/generated/Item';
import type { Template } from '@/generated/Template';
import type { VisitContent } from '@/generated/VisitContent';
import { changesBetween, type Change } from './amendmentDiff';
import { useAnswerText } from './useAnswerText';
import { useWords } from './useWords';

/** Something that corrections changed: what the record said, and what each of them says. */
export interface ChangeLine {
  key: string;
  name: string;
  before: string;
  after: string[];
}

/** What corrections change of a record, in words. */
export function useChanges() {
  const { t } = useI18n();
  const { say, category } = useWords();
  const { answerText } = useAnswerText();

  const answer = (item: Item | undefined, value: Answer | null) =>
    value === null ? t('record.nothing') : answerText(item, value);

  function words(change: Change) {
    if (change.what === 'answer') {
      const { item, code, before, after } = change;
      const name = item ? say(item.label) : code;
      return { key: code, name, before: answer(item, before), after: answer(item, after) };
    }
    const orNothing = (text: string) => text || t('record.nothing');
    const [before, after] = [orNothing(change.before), orNothing(change.after)];
    return change.what === 'finding'
      ? { key: `finding ${change.category}`, name: category(change.category), before, after }
      : { key: change.field, name: t(`record.${change.field}`), before, after };
  }

  /** Each thing that any of the corrections changed; one that leaves it says what stood before. */
  function compare(
    original: VisitContent,
    corrections: VisitContent[],
    template: Template | null,
  ): ChangeLine[] {
    const lines = new Map<string, ChangeLine>();
    corrections.forEach((correction, n) => {
      for (const change of changesBetween(original, correction, template)) {
        const { key, name, before, after } = words(change);
        const line = lines.get(key) ?? { key, name, before, after: corrections.map(() => before) };
        line.after[n] = after;
        lines.set(key, line);
      }
    });
    return [...lines.values()];
  }

  return { compare };
}
