import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

/** A word that something was done, with a way back instead of a question before. */
export interface Notice {
  message: string;
  undo: (() => void) | null;
  /** What the button says when it is no way back: 打开. */
  label?: string;
}

const READ_MS = 3000;
/** Changing one's mind takes longer than reading. */
const UNDO_MS = 8000;

/** The notice that is shown now; it goes by itself, and when another page comes. */
export const useNoticeStore = defineStore('notice', () => {
  const notice = shallowRef<Notice | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function clear() {
    clearTimeout(timer);
    notice.value = null;
  }

  function say(message: string, undo: (() => void) | null = null, label?: string) {
    clear();
    notice.value = { message, undo, label };
    timer = setTimeout(clear, undo ? UNDO_MS : READ_MS);
  }

  return { notice, say, clear };
});
