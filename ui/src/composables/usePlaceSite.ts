import { useI18n } from 'vue-i18n';
import { commands } from '@/api/commands';
import type { Position } from '@/generated/Position';
import type { SitePage } from '@/generated/SitePage';
import { useDeviceStore } from '@/stores/device';
import { useNoticeStore } from '@/stores/notice';
import { useAttempt } from './useAttempt';

/** Says where a site stands; it can be taken back. */
export function usePlaceSite() {
  const { t } = useI18n();
  const attempt = useAttempt();
  const device = useDeviceStore();
  const { say } = useNoticeStore();

  const state = (id: string, position: Position | null) =>
    attempt(async () => {
      await commands.siteSetPosition(id, position);
      device.revision++;
    });

  async function place({ row }: SitePage, position: Position | null) {
    const before = row.position;
    if (!(await state(row.id, position))) return false;
    const said = position === null ? t('site.unplaced') : t('site.placed');
    say(said, () => void state(row.id, before));
    return true;
  }

  return { place };
}
