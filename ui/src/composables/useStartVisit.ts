import { ref } from 'vue';
import { useRouter } from 'vue-router';
import { commands } from '@/api/commands';
import type { SiteRow } from '@/generated/SiteRow';
import { useSettingsStore } from '@/stores/settings';
import { useAttempt } from './useAttempt';
import { useDates } from './useDates';
import { usePosition } from './usePosition';

/** Begins a visit, or goes on with the one that is begun; asks when a colleague was here today. */
export function useStartVisit() {
  const router = useRouter();
  const settings = useSettingsStore();
  const attempt = useAttempt();
  const { isToday } = useDates();
  /** The site that a colleague visited today, while it is asked whether to visit it again. */
  const asked = ref<SiteRow | null>(null);

  const visitedByColleague = (row: SiteRow) =>
    row.last_visit !== null && !row.last_visit.own && isToday(row.last_visit.visited_at);

  const begin = (row: SiteRow) =>
    attempt(async () => {
      asked.value = null;
      const id = row.draft ?? (await commands.draftNew(row.id, settings.method)).draft.id;
      // A cold fix takes a minute: it begins before the first question is read.
      usePosition().follow(id);
      await router.push({ name: 'visit', params: { id } });
    });

  async function start(row: SiteRow) {
    if (row.draft === null && visitedByColleague(row)) asked.value = row;
    else await begin(row);
  }

  return { asked, start, begin };
}
