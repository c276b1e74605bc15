import { onScopeDispose, watch } from 'vue';
import { commands } from '@/api/commands';
import { useCamera } from './useCamera';

/** Between two looks: quick enough for a hand that holds still, slow enough for an old tablet. */
const PAUSE_MS = 300;

/**
 * Looks through the camera for a QR code until `found` takes the text of one.
 * A frame that cannot be read is just the next one's turn.
 */
export function useQrScan(found: (text: string) => Promise<boolean>) {
  const { running, problem, start, grab, stop } = useCamera();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look() {
    const text = await grab()
      .then(commands.readQr)
      .catch(() => null);
    if (!running.value) return;
    if (text !== null && (await found(text))) stop();
    else timer = setTimeout(look, PAUSE_MS);
  }

  // Also when the camera comes back with the page.
  watch(running, (on) => {
    clearTimeout(timer);
    if (on) void look();
  });
  onScopeDispose(() => clearTimeout(timer));

  return { running, problem, start, stop };
}
