import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHARED } from '@/composables/errorCodes';
import { filesIn } from '@/testFiles';
import en from './en.json';
import zh from './zh-CN.json';

type Messages = { [key: string]: string | Messages };

function keysOf(messages: Messages, before = ''): string[] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [before + key] : keysOf(value, `${before}${key}.`),
  );
}

function textAt(messages: Messages, key: string): string {
  const found = key
    .split('.')
    .reduce<string | Messages | undefined>(
      (at, part) => (typeof at === 'object' ? at[part] : undefined),
      messages,
    );
  return typeof found === 'string' ? found : '';
}

const src = join(import.meta.dirname, '..');
const sources = filesIn(src, /\.(vue|ts)$/).filter(({ name }) => !name.endsWith('.test.ts'));

/** Keys as they stand in the source: whole ones, and those whose last part is put in. */
function used() {
  const whole: { name: string; key: string }[] = [];
  const prefixes: { name: string; key: string }[] = [];
  for (const { name, text } of sources) {
    for (const [, key = ''] of text.matchAll(/\bte?\(\s*'([^']+)'/g)) whole.push({ name, key });
    for (const [, key = ''] of text.matchAll(/\bte?\(\s*`([^$`]*)\$\{/g)) {
      prefixes.push({ name, key });
    }
  }
  return { whole, prefixes };
}

const chinese = keysOf(zh);
const english = keysOf(en);

describe('the locale files', () => {
  it('have the same keys', () => {
    expect(english).toEqual(chinese);
  });

  it('put the same values into their texts', () => {
    const slots = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot).sort();
    const differing = chinese.filter(
      (key) => String(slots(textAt(zh, key))) !== String(slots(textAt(en, key))),
    );
    expect(differing).toEqual([]);
  });

  it('say every error in three sentences', () => {
    for (const [code, sentences] of Object.entries(zh.errors)) {
      expect(Object.keys(sentences), code).toEqual(['happened', 'safe', 'todo']);
    }
  });

  it('have sentences that several errors share once', () => {
    const known = Object.keys(zh.errors);
    expect(known).toEqual(expect.arrayContaining(Object.keys(SHARED)));
    const sharing = Object.values(SHARED).flat();
    expect(sharing.filter((code) => known.includes(code))).toEqual([]);
    expect(new Set(sharing).size).toBe(sharing.length);
  });

  it('have every key that is used', () => {
    const missing = used().whole.filter(({ key }) => !chinese.includes(key));
    expect(missing).toEqual([]);
  });

  it('have something under every prefix that is used', () => {
    const missing = used().prefixes.filter(
      ({ key }) => !chinese.some((known) => known.startsWith(key)),
    );
    expect(missing).toEqual([]);
  });

  it('have no key that nothing uses', () => {
    const { whole, prefixes } = used();
    const wholes = new Set(whole.map(({ key }) => key));
    const unused = chinese.filter(
      (key) =>
        !wholes.has(key) &&
        !prefixes.some((prefix) => key.startsWith(prefix.key)) &&
        !sources.some(({ text }) => text.includes(`'${key}'`)),
    );
    expect(unused).toEqual([]);
  });

  it('have Chinese punctuation beside Chinese characters', () => {
    const narrow = /[\u4e00-\u9fff}][,;:?!()]|[,;:?!()][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?!\w)/;
    expect(chinese.filter((key) => narrow.test(textAt(zh, key)))).toEqual([]);
  });

  it('hold every Chinese word that the app says', () => {
    const comments = /\/\*[\s\S]*?\*\/|\/\/.*|<!--[\s\S]*?-->/g;
    // What people type is read in their language too.
    const silent = /^(api\/fake|generated|composables\/positionText)/;
    const speaking = sources
      .filter(({ name }) => !silent.test(name))
      .filter(({ text }) => /[\u4e00-\u9fff]/.test(text.replaceAll(comments, '')));
    expect(speaking.map(({ name }) => name)).toEqual([]);
  });
});
