/** Thousandths of the pad's width, from its upper left corner. */
export type Point = [number, number];
export type Stroke = Point[];

/** A signature needs a few hundred points; a pad that is scribbled over is full. */
export const MOST_POINTS = 2000;
/** Points that are closer than this look the same on paper. */
const NEAR = 4;

export function lengthOf(strokes: Stroke[]): number {
  return strokes.reduce((sum, stroke) => sum + stroke.length, 0);
}

/** A stroke with one point more, unless it says nothing new. */
export function extend(stroke: Stroke, point: Point): Stroke {
  const last = stroke.at(-1);
  const near = last && Math.hypot(point[0] - last[0], point[1] - last[1]) < NEAR;
  return near ? stroke : [...stroke, point];
}
