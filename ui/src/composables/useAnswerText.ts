import { useI18n } from 'vue-i18n';
import type { Answer } from '@/generated/Answer';
import type { InvalidAnswer } from '@/generated/InvalidAnswer';
import type { Item } from '@/generated/Item';
import { choicesOf } from './checklist';
import { useWords } from './useWords';

/** Answers, and what is wrong with them, in words. */
export function useAnswerText() {
  const { t } = useI18n();
  const { say } = useWords();

  function label(item: Item | undefined, code: string) {
    const choice = item && choicesOf(item.answer).find((known) => known.code === code);
    return choice ? say(choice.label) : code;
  }

  function answerText(item: Item | undefined, answer: Answer): string {
    if (answer === 'not_checked') return t('answers.not-checked');
    if (typeof answer === 'boolean') return answer ? t('answers.yes') : t('answers.no');
    if (typeof answer === 'number')
      return item?.unit ? t('answers.count', { n: answer, unit: say(item.unit) }) : String(answer);
    if (typeof answer === 'string') return label(item, answer);
    if (!Array.isArray(answer))
      return t('answers.not-applicable', { reason: answer.not_applicable });
    if (answer.length === 0) return t('answers.none');
    return answer.map((code) => label(item, code)).join(t('common.list-comma'));
  }

  function invalidText(item: Item, invalid: InvalidAnswer): string {
    if (invalid.code === 'constraint') return say(invalid.message);
    const named = 'choice' in invalid ? { choice: label(item, invalid.choice) } : {};
    return t(`invalid.${invalid.code}`, { ...invalid, ...named });
  }

  return { answerText, invalidText };
}
