import { useI18n } from 'vue-i18n';
import type { CommandError } from '@/api/errors';
import { wordsOf } from './errorCodes';

/** An error in three short sentences. */
export interface ErrorText {
  happened: string;
  safe: string;
  todo: string;
}

/** What the user reads of an error: made from its code and facts by the locale files. */
export function useErrorText() {
  const { t, te } = useI18n();

  return (error: CommandError): ErrorText => {
    const code = wordsOf(error.code);
    const known = te(`errors.${code}.happened`) ? code : 'unknown';
    const facts = { code: error.code, ...error.facts };
    return {
      happened: t(`errors.${known}.happened`, facts),
      safe: t(`errors.${known}.safe`, facts),
      todo: t(`errors.${known}.todo`, facts),
    };
  };
}
