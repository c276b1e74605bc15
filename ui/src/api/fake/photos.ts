import type { Evidence } from '@/generated/Evidence';
import type { VisitPage } from '@/generated/VisitPage';
import { localIso } from '@/composables/dates';
import { addPhoto, draftOf, fault } from './drafts';
import type { World } from './state';

const urls = new Map<string, string>();

/** A picture that was given, or a grey one for what nobody gave. */
export function fakeUrl(name: string): string {
  const known = urls.get(name.replace(/\.thumb$/, ''));
  const grey = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path fill="#789" d="M0 0h4v3H0z"/></svg>`;
  return known ?? `data:image/svg+xml,${encodeURIComponent(grey)}`;
}

export async function keepPhoto(
  bytes: Uint8Array<ArrayBuffer>,
  shows: string | null,
): Promise<Evidence> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  urls.set(sha256, URL.createObjectURL(new Blob([bytes])));
  return {
    sha256,
    size: bytes.length,
    media_type: 'image/jpeg',
    shows,
    taken_at: localIso(new Date()),
    position: null,
  };
}

export async function photoToDraft(
  world: World,
  id: string,
  bytes: Uint8Array<ArrayBuffer>,
  shows: string | null,
) {
  draftOf(world, id);
  return addPhoto(world, id, await keepPhoto(bytes, shows));
}

/** A photo of another device; where nothing may come over the network, it stays there. */
export function fetchPhoto(world: World, sha256: string): null {
  const all = world.visits.flatMap(({ record }) => record.evidence);
  const wanted = all.filter((one) => one.sha256 === sha256);
  if (wanted.length === 0) throw fault('blob-not-here', {});
  for (const one of wanted) one.here = true;
  return null;
}

export async function photoToVisit(
  world: World,
  visit: string,
  bytes: Uint8Array<ArrayBuffer>,
  notes: string,
): Promise<VisitPage> {
  const page = world.visits.find(({ record }) => record.id === visit);
  if (page === undefined) throw fault('no-visit', { visit });
  const evidence = await keepPhoto(bytes, null);
  const by = world.status.name ?? '';
  const supplement = { at: localIso(new Date()), by, admitted: null, notes };
  page.record.evidence = [...page.record.evidence, { ...evidence, here: true, supplement }];
  const before = page.record.files;
  page.record.files = {
    files: before.files + 1,
    bytes: before.bytes + evidence.size,
    missing: before.missing + 1,
    bytes_missing: before.bytes_missing + evidence.size,
  };
  return { ...page };
}
