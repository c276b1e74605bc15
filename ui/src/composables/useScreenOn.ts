import { nextTick, onBeforeUnmount, onMounted } from 'vue';
import { commands } from '@/api/commands';
import { useAbilitiesStore } from '@/stores/abilities';

/** How many pages need the screen now. */
let pages = 0;
let lit = false;

function settle() {
  const wanted = pages > 0;
  if (lit === wanted) return;
  lit = wanted;
  // A screen that goes dark is no fault that anybody has to read of.
  void commands.keepOn(lit).catch(() => undefined);
}

/** Keeps a tablet's screen lit while this page is open: hands in gloves do not wake it. */
export function useScreenOn() {
  const abilities = useAbilitiesStore();
  if (!abilities.background) return;
  onMounted(() => {
    pages++;
    settle();
  });
  onBeforeUnmount(async () => {
    pages--;
    // The next page of the same visit comes in the same breath.
    await nextTick();
    settle();
  });
}
