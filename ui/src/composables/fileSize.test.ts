import { expect, it } from 'vitest';
import { fileSize } from './fileSize';

it.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [48_300_000, '48 MB'],
  [21_400_000_000, '21.4 GB'],
])('says %d bytes as %s', (bytes, said) => {
  expect(fileSize(bytes, 'en')).toBe(said);
});
