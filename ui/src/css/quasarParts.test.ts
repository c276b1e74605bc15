import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn } from '@/testFiles';

const ours = join(import.meta.dirname, '..');
const quasars = join(ours, '../node_modules/quasar/src');
const imports = /from '(\.[^']+\.js)'/g;

/** The modules of Quasar in which what the app imports of it is written. */
function used(): string[] {
  const named = filesIn(ours, /\.(ts|vue)$/)
    .flatMap(({ text }) => [...text.matchAll(/import \{([^}]*)\} from 'quasar'/g)])
    .flatMap(([, names = '']) => names.split(',').map((name) => `/${name.trim()}.js`));
  return filesIn(quasars, /\.js$/)
    .map(({ name }) => join(quasars, name))
    .filter((file) => named.some((name) => file.endsWith(name)));
}

/** These modules and all that they import. */
function withTheirs(modules: string[]): Set<string> {
  const all = new Set(modules);
  for (const file of all) {
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(imports)) {
      all.add(join(dirname(file), path));
    }
  }
  return all;
}

it('has the style of every part of Quasar that is used, and of those which these use', () => {
  const parts = readFileSync(join(ours, 'css/quasar-parts.sass'), 'utf8');
  const styles = [...withTheirs(used())]
    .map((file) => file.replace(/\.js$/, '.sass'))
    .filter((file) => existsSync(file))
    .map((file) => relative(quasars, file));
  expect(styles.length).toBeGreaterThan(10);
  expect(styles.filter((style) => !parts.includes(`quasar/src/${style}`))).toEqual([]);
});
