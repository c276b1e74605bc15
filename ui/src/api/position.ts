import { isTauri } from '@tauri-apps/api/core';
import { localIso } from '@/composables/dates';
import type { Fix } from '@/generated/Fix';

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

// Only phones and tablets have a receiver that the shell can ask.
const isMobile = () => /Android|iPhone|iPad/.test(navigator.userAgent);

/** The device's receiver; `null` where there is none. */
export async function receiver(): Promise<Receiver | null> {
  if (import.meta.env.DEV && !isTauri()) return (await import('./fake/position')).fakeReceiver();
  return isMobile() ? mobile : null;
}

const mobile: Receiver = {
  async allowed() {
    const { checkPermissions } = await import('@tauri-apps/plugin-geolocation');
    return (await checkPermissions()).location === 'granted';
  },
  async watch(found, failed) {
    const plugin = await import('@tauri-apps/plugin-geolocation');
    const { location } = await plugin.requestPermissions(['location']);
    if (location !== 'granted') {
      failed('denied');
      return () => undefined;
    }
    const options = { enableHighAccuracy: true, timeout: 10_000, maximumAge: 0 };
    const id = await plugin.watchPosition(options, (measured) => {
      // What goes wrong in between is no end: a cold receiver takes a minute.
      if (measured === null) return;
      const { latitude, longitude, accuracy } = measured.coords;
      const at = localIso(new Date(measured.timestamp));
      found({ known: { position: { latitude, longitude }, accuracy_m: accuracy, at } });
    });
    return () => void plugin.clearWatch(id);
  },
};
