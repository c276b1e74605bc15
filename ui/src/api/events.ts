import type { SyncChanged } from '@/generated/SyncChanged';
import { hear } from './backend';

/** The state of the synchronisation, or what waits for it, changed. */
export function onSyncChanged(heard: (change: SyncChanged) => void): Promise<() => void> {
  return hear('sync-changed', (payload) => heard(payload as SyncChanged));
}

/** Facts came in or were written: lists should be read again. */
export function onDataChanged(heard: () => void): Promise<() => void> {
  return hear('data-changed', () => heard());
}
