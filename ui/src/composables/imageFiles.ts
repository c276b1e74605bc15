import { CommandError } from '@/api/errors';

/** The shell takes no more; what is larger is not even read. */
const MOST_BYTES = 40 * 2 ** 20;

/** The pictures among what is dropped or pasted; anything else was not meant for us. */
export function picturesIn(files: FileList | null | undefined): File[] {
  return [...(files ?? [])].filter(({ type }) => type.startsWith('image/'));
}

/** A file's bytes. Rejects with a `CommandError` when there are too many. */
export async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > MOST_BYTES) throw new CommandError({ code: 'photo-too-large', facts: {} });
  return new Uint8Array(await file.arrayBuffer());
}
