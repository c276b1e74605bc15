import { expect, it } from 'vitest';
import { base64 } from './base64';

it('writes any bytes as text, also none', async () => {
  const all = Uint8Array.from({ length: 256 }, (_, n) => n);
  expect(Uint8Array.from(atob(await base64(all)), (letter) => letter.charCodeAt(0))).toEqual(all);
  expect(await base64(new Uint8Array())).toBe('');
});
