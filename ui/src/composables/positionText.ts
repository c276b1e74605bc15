import type { Position } from '@/generated/Position';

/** Degrees as they are written down: five digits are a metre. */
export const degrees = ({ latitude, longitude }: Position) =>
  `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;

const within = (latitude: number, longitude: number): Position | null =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;

/**
 * What was typed or pasted as a position: «35.9213, 114.3561», also with °, N and E, or with
 * full-width signs. `null` when it is none.
 */
export function readPosition(text: string): Position | null {
  const plain = text.normalize('NFKC').replaceAll('、', ',');
  const numbers = plain.match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? [];
  const rest = plain.replace(/-?\d+(?:\.\d+)?/g, '').replace(/[\s,;/°NE]|纬度|经度|[::]/gi, '');
  const [first, second] = numbers;
  if (numbers.length !== 2 || rest !== '' || first === undefined || second === undefined) {
    return null;
  }
  // Some maps write the longitude first; no latitude is above 90 degrees.
  return Math.abs(first) > 90 ? within(second, first) : within(first, second);
}
