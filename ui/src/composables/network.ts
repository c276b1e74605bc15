import { commands } from '@/api/commands';
import type { Network } from '@/generated/Network';

// The Network Information API: Android's web view has it, a desktop's has not.
type Connection = EventTarget & { readonly type?: string };

const FREE = ['wifi', 'ethernet', 'wimax'];
const PAID = ['cellular', 'bluetooth'];

function networkOf({ type = '' }: Connection): Network {
  if (FREE.includes(type)) return 'unmetered';
  return PAID.includes(type) ? 'metered' : 'unknown';
}

/** Tells the shell what the network costs, now and whenever that changes. */
export function tellNetwork() {
  const { connection } = navigator as Navigator & { connection?: Connection };
  if (connection === undefined) return;
  const tell = () => void commands.setNetwork(networkOf(connection)).catch(() => undefined);
  connection.addEventListener('change', tell);
  tell();
}
