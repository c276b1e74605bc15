import type { Status } from '@/generated/Status';
import { firstStatus, type World } from './state';

// What is practised stays in the same lists here; who works and what is sent is told apart.
let own: Status | null = null;

export function beginPractice(of: World, name: string): Status {
  if (!of.status.practice) own = of.status;
  const apart = {
    server: null,
    seq: 0,
    acknowledged: 0,
    pending: 0,
    files: { files: 0, bytes: 0 },
    set_aside: [],
  };
  of.status = { ...of.status, ...apart, last_contact: null, name, practice: true };
  return of.status;
}

/** In the scene that begins with practice nothing was there before it: back to the first run. */
export function endPractice(of: World): Status {
  of.status = own ?? { ...firstStatus(), name: null };
  own = null;
  return of.status;
}
