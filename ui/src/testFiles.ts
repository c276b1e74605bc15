import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a folder and of those in it, by their names there. */
export function filesIn(folder: string, kind: RegExp) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => kind.test(name))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}
