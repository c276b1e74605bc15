import { ref, watch } from 'vue';
import { asCommandError, type CommandError } from '@/api/errors';
import { commands } from '@/api/commands';
import type { ShownPhoto } from './usePhotoWords';

/**
 * A photo that lies on another device is fetched as soon as somebody looks at it. Who looks on
 * meanwhile is not shown what came for the photo before.
 */
export function useRemotePhoto(looked: () => ShownPhoto | undefined) {
  const fetching = ref(false);
  const failure = ref<CommandError | null>(null);
  /** What came since the list was read. */
  const arrived = ref(new Set<string>());
  const here = (photo: ShownPhoto) => photo.here !== false || arrived.value.has(photo.sha256);

  async function fetchNow() {
    const photo = looked();
    failure.value = null;
    if (photo === undefined || here(photo)) return;
    const { sha256 } = photo;
    fetching.value = true;
    try {
      await commands.evidenceFetch(sha256);
      arrived.value = new Set(arrived.value).add(sha256);
    } catch (thrown) {
      if (looked()?.sha256 === sha256) failure.value = asCommandError(thrown);
    } finally {
      if (looked()?.sha256 === sha256) fetching.value = false;
    }
  }

  watch(
    () => looked()?.sha256,
    () => {
      fetching.value = false;
      void fetchNow();
    },
    { immediate: true },
  );

  return { fetching, failure, here, fetchNow };
}
