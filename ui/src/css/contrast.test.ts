import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn } from '@/testFiles';

const src = join(import.meta.dirname, '..');
const tokens = readFileSync(join(src, 'css/tokens.css'), 'utf8');

/** Those of every theme, and those of this one. */
function coloursOf(theme: string): Map<string, string> {
  const blocks = tokens.matchAll(/(?::root|\[data-theme='(\w+)'\]) \{([^}]*)\}/g);
  const ours = [...blocks].filter(([, named]) => named === undefined || named === theme);
  const text = ours.map(([, , block]) => block).join('');
  return new Map(
    [...text.matchAll(/--([\w-]+): (#\w{6});/g)].map(([, name, value]) => [name!, value!]),
  );
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Rules of the components and style sheets that set both a text's colour and its ground. */
function pairsInRules(): [string, string][] {
  return filesIn(src, /\.(vue|css)$/)
    .flatMap(({ text }) => text.match(/\{[^{}]*\}/g) ?? [])
    .flatMap((rule): [string, string][] => {
      const text = /[^-]color: var\(--([\w-]+)\)/.exec(rule)?.[1];
      const ground = /background(?:-color)?: var\(--([\w-]+)\)/.exec(rule)?.[1];
      return text && ground ? [[text, ground]] : [];
    });
}

const texts = ['ink', 'ink-soft', 'accent', 'minor', 'major', 'grave', 'good'];
const onPages = texts.flatMap((text) =>
  ['ground', 'surface'].map((ground): [string, string] => [text, ground]),
);
const pairs: [string, string][] = [
  ...onPages,
  ['ink', 'sunken'],
  ['ink-soft', 'sunken'],
  ...pairsInRules(),
];

describe.each([
  ['light', 4.5],
  ['dark', 4.5],
  ['sunlight', 7],
])('in the %s theme', (theme, least) => {
  const colours = coloursOf(theme);
  const ratio = ([one, other]: [string, string]) =>
    contrast(colours.get(one) ?? '', colours.get(other) ?? '');

  it(`every text has a contrast of at least ${least}:1`, () => {
    const faint = pairs.filter((pair) => !(ratio(pair) >= least));
    expect(faint).toEqual([]);
  });

  it('borders of controls and the ring of the focus can be seen', () => {
    const rings = ['outline', 'focus', 'accent'].flatMap((line) =>
      ['ground', 'surface'].map((ground): [string, string] => [line, ground]),
    );
    expect(rings.filter((pair) => !(ratio(pair) >= 3))).toEqual([]);
  });
});
