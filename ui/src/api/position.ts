import type { Fix } from '@/generated/Fix';
import { commands } from './commands';

/** A fix that says where the device is. */
export type Known = Extract<Fix, { known: unknown }>;
/** Why a device does not know where it is. */
export type Trouble = 'denied' | 'unavailable' | 'timeout';

/** Where fixes come from. */
export interface Receiver {
  /** Whether the user allowed it already; asking is for the moment when he begins a visit. */
  allowed: () => Promise<boolean>;
  /** Tells every fix until the function that comes back is called. */
  watch: (found: (fix: Known) => void, failed: (why: Trouble) => void) => Promise<() => void>;
}

/** The device's receiver; `null` where there is none. */
export async function receiver(): Promise<Receiver | null> {
  const { position } = await commands.abilities().catch(() => ({ position: false }));
  return position ? own : null;
}

/** Rises with each watch. The shell knows one: an earlier one that is ended late must not end it. */
let watches = 0;

const own: Receiver = {
  allowed: async () => (await commands.permitted('position')) === 'yes',
  async watch(found, failed) {
    const mine = ++watches;
    try {
      await commands.positionWatch((fix) => {
        if ('known' in fix) found(fix);
      });
    } catch {
      // Switched off in the system, most often.
      failed('unavailable');
      return () => undefined;
    }
    return () => {
      if (mine === watches) void commands.positionRest().catch(() => undefined);
    };
  },
};
