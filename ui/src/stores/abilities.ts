import { defineStore } from 'pinia';
import { shallowRef, toRef } from 'vue';
import { commands } from '@/api/commands';
import type { Abilities } from '@/generated/Abilities';

const NONE: Abilities = { camera: false, position: false, share: false, background: false };

/** What the device has: read once, when the app starts. */
export const useAbilitiesStore = defineStore('abilities', () => {
  const known = shallowRef(NONE);

  /** What cannot be found out is not there: the app must come up. */
  async function load() {
    known.value = await commands.abilities().catch(() => NONE);
  }

  return {
    camera: toRef(() => known.value.camera),
    share: toRef(() => known.value.share),
    /** A tablet, which syncs by itself and is held in the hand. */
    background: toRef(() => known.value.background),
    load,
  };
});
