import { describe, expect, it } from 'vitest';
import { extend, lengthOf, type Stroke } from './strokes';

describe('a signature', () => {
  it('keeps the points that differ on paper', () => {
    let stroke: Stroke = [[100, 100]];
    for (const x of [101, 102, 103, 104, 130]) stroke = extend(stroke, [x, 100]);
    expect(stroke).toEqual([
      [100, 100],
      [104, 100],
      [130, 100],
    ]);
    expect(lengthOf([stroke, [[1, 1]]])).toBe(4);
  });
});
