import { Notify } from 'quasar';
import { useI18n } from 'vue-i18n';
import { asCommandError } from '@/api/errors';
import { useErrorText } from './useErrorText';

/** Does something that may fail; a failure is said in three sentences and stays until it is read. */
export function useAttempt() {
  const { t } = useI18n();
  const errorText = useErrorText();

  return async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (thrown) {
      const text = errorText(asCommandError(thrown));
      Notify.create({
        message: `${text.happened}\n${text.safe}\n${text.todo}`,
        classes: 'fault',
        textColor: undefined,
        position: 'top',
        timeout: 0,
        group: text.happened,
        badgeStyle: 'display: none',
        attrs: { role: 'alert', 'data-test': 'fault' },
        actions: [{ label: t('common.close'), noCaps: true }],
      });
      return false;
    }
  };
}
