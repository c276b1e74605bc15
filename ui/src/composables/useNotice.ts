import { Notify } from 'quasar';
import { useI18n } from 'vue-i18n';

/** Says what was done, with a way back instead of a question before. */
export function useNotice() {
  const { t } = useI18n();

  return (message: string, undo?: () => void) => {
    Notify.create({
      message,
      classes: 'notice',
      textColor: undefined,
      position: 'bottom',
      timeout: undo ? 8000 : 3000,
      attrs: { 'data-test': 'notice' },
      actions: undo ? [{ label: t('common.undo'), noCaps: true, handler: undo }] : [],
    });
  };
}
