// Which situation the stand-in plays: `?fake=empty` in the address, for looking at each state.
const scenes = [
  'usual',
  'first-run',
  'empty',
  'fail',
  'slow',
  'many',
  'refused',
  'long',
  'conflict',
  'qr',
  'low',
  'full',
  'practice',
  'tablet',
  'tablet-refused',
] as const;
export type Scene = (typeof scenes)[number];

export function currentScene(): Scene {
  const asked = new URLSearchParams(globalThis.location?.search ?? '').get('fake');
  return scenes.find((scene) => scene === asked) ?? 'usual';
}

/** Settings from the address too: `?fake=usual&theme=dark&language=en&text-size=200`. */
export function givenSettings(): Map<string, string> {
  const given = new URLSearchParams(globalThis.location?.search ?? '');
  given.delete('fake');
  return new Map(given);
}
