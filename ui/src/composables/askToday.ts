import { commands } from '@/api/commands';
import { useListsStore } from '@/stores/lists';
import { FIRST } from './usePaged';

/** Asks all that Today asks when it comes up. */
export function askToday() {
  void commands.today();
  void commands.sites(useListsStore().today, FIRST);
  void commands.drafts();
  void commands.vocabulary();
}
