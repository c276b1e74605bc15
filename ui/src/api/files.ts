import { isTauri } from '@tauri-apps/api/core';
import { open } from '@tauri-apps/plugin-dialog';

/** Asks for a county's pack file; `null` when the user changes his mind. */
export async function pickPack(): Promise<string | null> {
  if (import.meta.env.DEV && !isTauri()) return '/packs/410523.kakou';
  return open({ multiple: false, directory: false });
}
