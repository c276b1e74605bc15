import { useI18n } from 'vue-i18n';
import { commands } from '@/api/commands';
import type { DraftRow } from '@/generated/DraftRow';
import { useDeviceStore } from '@/stores/device';
import { useNoticeStore } from '@/stores/notice';
import { useAttempt } from './useAttempt';
import { useResource } from './useResource';

/** The visits that are begun; a discarded one can be taken back. */
export function useDrafts() {
  const { t } = useI18n();
  const attempt = useAttempt();
  const { say } = useNoticeStore();
  const device = useDeviceStore();
  const drafts = useResource(commands.drafts);

  async function changed() {
    device.revision++;
    await device.refresh();
  }

  const restore = (row: DraftRow) =>
    attempt(async () => {
      await commands.draftRestore(row.id);
      await changed();
    });

  const discard = (row: DraftRow) =>
    attempt(async () => {
      await commands.draftDiscard(row.id);
      await changed();
      say(t('drafts.discarded', { site: row.site.name }), () => void restore(row));
    });

  return { drafts, discard };
}
