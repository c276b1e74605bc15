import { useI18n } from 'vue-i18n';
import { useAbilitiesStore } from '@/stores/abilities';
import type { CameraProblem } from './useCamera';

/** Why there is no picture, in words; on a tablet with the way to what was refused. */
export function useCameraWords() {
  const { t } = useI18n();
  const abilities = useAbilitiesStore();

  return (problem: CameraProblem): string =>
    problem === 'refused' && abilities.camera
      ? t('permits.settings.camera')
      : t(`camera.${problem}`);
}
