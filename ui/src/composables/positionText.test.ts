import { describe, expect, it } from 'vitest';
import { degrees, readPosition } from './positionText';

describe('a typed position', () => {
  it('is read as it is pasted from a map or a message', () => {
    const place = { latitude: 35.9213, longitude: 114.3561 };
    for (const text of [
      '35.9213, 114.3561',
      '35.9213 114.3561',
      '35.9213，114.3561',
      '35.9213°N 114.3561°E',
      '纬度：35.9213 经度：114.3561',
      '114.3561,35.9213',
    ]) {
      expect(readPosition(text), text).toEqual(place);
    }
    expect(readPosition('-33.86, 151.21')).toEqual({ latitude: -33.86, longitude: 151.21 });
  });

  it('is none when it is no place on earth or says something else', () => {
    for (const text of ['', '35.9213', '35.9, 190', '120, 95', '村口 35.9, 114.3', '1, 2, 3']) {
      expect(readPosition(text), text).toBeNull();
    }
  });

  it('is written to a metre', () => {
    expect(degrees({ latitude: 35.9, longitude: 114.356123 })).toBe('35.90000, 114.35612');
  });
});
