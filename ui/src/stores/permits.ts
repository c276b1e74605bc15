import { defineStore } from 'pinia';
import { ref, shallowReactive } from 'vue';
import { commands } from '@/api/commands';
import type { Permit } from '@/generated/Permit';
import type { Permitted } from '@/generated/Permitted';

/** Whether the user pressed for it himself, or it belongs to something else that he began. */
export type Need = 'pressed' | 'by-itself';

/**
 * What the user was asked for before the app may use it. He is asked when it is first needed and
 * told why; all else goes on without it.
 */
export const usePermitsStore = defineStore('permits', () => {
  /** What is being explained; `null` while nothing is asked. */
  const asking = ref<Permit | null>(null);
  /** What the system said last. */
  const known = shallowReactive<Partial<Record<Permit, Permitted>>>({});
  const putOff = new Set<Permit>();
  const waiting = new Map<Permit, Promise<boolean>>();
  let turn: Promise<unknown> = Promise.resolve();
  let decide: (allow: boolean) => void = () => undefined;

  async function look(what: Permit): Promise<Permitted> {
    // Where the shell cannot say, the thing itself does when it is used.
    return (known[what] = await commands.permitted(what).catch(() => 'yes' as const));
  }

  /** Goes straight to the system's question: for a place that has said why. */
  async function ask(what: Permit): Promise<Permitted> {
    return (known[what] = await commands.permissionAsk(what));
  }

  function explain(what: Permit): Promise<boolean> {
    asking.value = what;
    return new Promise((decided) => (decide = decided));
  }

  /** What the user chose of what is explained. */
  function answer(allow: boolean) {
    asking.value = null;
    decide(allow);
  }

  async function askWithReason(what: Permit, need: Need): Promise<boolean> {
    if (need === 'by-itself' && putOff.has(what)) return false;
    if (await explain(what)) return (await ask(what).catch(() => 'no')) === 'yes';
    putOff.add(what);
    return false;
  }

  /** Whether it may be used now; asks where that was not decided, one question after the other. */
  async function ensure(what: Permit, need: Need = 'pressed'): Promise<boolean> {
    const said = await look(what);
    if (said !== 'ask') return said === 'yes';
    const asked = waiting.get(what) ?? turn.then(() => askWithReason(what, need));
    waiting.set(what, asked);
    turn = asked.finally(() => waiting.delete(what));
    return asked;
  }

  return { asking, known, look, ask, answer, ensure };
});
