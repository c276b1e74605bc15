import { localIso } from '@/composables/dates';
import type { Receiver } from '../position';

const asked = () => new URLSearchParams(globalThis.location?.search ?? '').get('position');

/** `?position=none`, `denied`, `search` or `found` in the address; without it, as on a desktop. */
export function fakeReceiver(): Receiver | null {
  const way = asked();
  if (way === null || way === 'none') return null;
  return {
    allowed: () => Promise.resolve(way === 'found'),
    watch: (found, failed) => {
      if (way === 'denied') failed('denied');
      const tell = (accuracy_m: number) => () =>
        found({
          known: {
            position: { latitude: 35.92134, longitude: 114.35612 },
            accuracy_m,
            at: localIso(new Date()),
          },
        });
      const timers = way === 'found' ? [setTimeout(tell(48), 50), setTimeout(tell(9), 150)] : [];
      return Promise.resolve(() => timers.forEach(clearTimeout));
    },
  };
}
