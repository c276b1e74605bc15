import type { Abilities } from '@/generated/Abilities';
import type { Capture } from '@/generated/Capture';
import type { Fix } from '@/generated/Fix';
import type { Permit } from '@/generated/Permit';
import type { Permitted } from '@/generated/Permitted';
import { localIso } from '@/composables/dates';
import { fault } from './drafts';
import { photoToDraft } from './photos';
import { currentScene } from './scene';
import type { World } from './state';

// What a tablet has and a desktop has not. `?fake=tablet` is a new one, `?fake=tablet-refused` one
// whose user refused everything; `?position=none`, `denied`, `search` or `found` is about the
// receiver alone.

const asked = () => new URLSearchParams(globalThis.location?.search ?? '').get('position');
const isTablet = () => ['tablet', 'tablet-refused'].includes(currentScene());
const way = () => asked() ?? (isTablet() ? 'found' : 'none');

export function abilities(): Abilities {
  const tablet = isTablet();
  return { camera: tablet, position: way() !== 'none', share: tablet, background: tablet };
}

export function permitted(of: World, what: Permit): Permitted {
  const known = of.permits.get(what);
  if (known !== undefined) return known;
  if (what === 'position' && asked() !== null) {
    return way() === 'found' ? 'yes' : way() === 'denied' ? 'no' : 'ask';
  }
  if (!isTablet()) return 'yes';
  return currentScene() === 'tablet' ? 'ask' : 'no';
}

/** Whoever is asked allows it. */
export function ask(of: World, what: Permit): Permitted {
  if (permitted(of, what) === 'ask') of.permits.set(what, 'yes');
  return permitted(of, what);
}

/** Roughly at first, then well. */
export function watchPosition(told: (fix: Fix) => void): null {
  if (way() === 'none') throw fault('not-on-this-device');
  const tell = (accuracy_m: number) => () =>
    told({
      known: {
        position: { latitude: 35.92134, longitude: 114.35612 },
        accuracy_m,
        at: localIso(new Date()),
      },
    });
  restPosition();
  if (way() === 'found') timers = [setTimeout(tell(48), 50), setTimeout(tell(9), 150)];
  return null;
}

let timers: ReturnType<typeof setTimeout>[] = [];

export function restPosition(): null {
  timers.forEach(clearTimeout);
  return null;
}

/** The smallest picture that there is. */
const PICTURE = atob(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
);
let taken = 0;

/** Another photo each time, by what stands after the picture. */
export function takePhoto(of: World, { id, shows }: Capture) {
  if (!abilities().camera) throw fault('not-on-this-device');
  const bytes = [...PICTURE].map((one) => one.charCodeAt(0));
  return photoToDraft(of, id, new Uint8Array([...bytes, ++taken]), shows);
}
