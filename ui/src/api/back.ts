import { isTauri, type PluginListener } from '@tauri-apps/api/core';
import { onBackButtonPress } from '@tauri-apps/api/app';

/** Takes the system's back gesture from it until the function that comes back is called. */
export async function onBackPressed(
  pressed: (canGoBack: boolean) => void,
): Promise<() => Promise<void>> {
  if (!navigator.userAgent.includes('Android') || !isTauri()) return () => Promise.resolve();
  const listener: PluginListener = await onBackButtonPress((back) => pressed(back.canGoBack));
  return () => listener.unregister();
}
