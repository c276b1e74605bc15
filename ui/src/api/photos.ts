import { convertFileSrc, isTauri } from '@tauri-apps/api/core';

// Photos are read through an address of their own, so that the page can draw many without holding
// their bytes.
const fakeUrl = import.meta.env.DEV && !isTauri() ? (await import('./fake/photos')).fakeUrl : null;
const url = (name: string) => fakeUrl?.(name) ?? convertFileSrc(name, 'evidence');

/** Where the page reads a photo, as it is kept. */
export const photoUrl = (sha256: string) => url(sha256);
/** Where the page reads its small copy. */
export const thumbUrl = (sha256: string) => url(`${sha256}.thumb`);
