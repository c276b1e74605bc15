import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import type { Run } from './pageWindow';

/** So many rows are drawn before and after what is seen, so that scrolling never shows a gap. */
const OVERSCAN = 8;

export interface RunListGiven {
  scroller: HTMLElement;
  /** How many rows there are. */
  length: Ref<number>;
  runs: Ref<Run[]>;
  /** Elements as high as a row and as a heading, whatever the size of the text. */
  row: Ref<HTMLElement | null>;
  head: Ref<HTMLElement | null>;
}

/** The last of `count` that begins at a limit or before, by what `of` says of each. */
function lastBy(count: number, limit: number, of: (n: number) => number): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (of(middle) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Rows of equal height under headings: which are to be drawn, and where. */
export function useRunList({ scroller, length, runs, row, head }: RunListGiven) {
  const rowHeight = ref(0);
  const headHeight = ref(0);
  /** The rows that are seen: from this one up to that one, which is not. */
  const from = ref(0);
  const to = ref(0);

  const first = (run: number) => runs.value[run]?.first ?? length.value;
  const runTop = (run: number) => first(run) * rowHeight.value + run * headHeight.value;

  /** Where a row lies in the list, as it is now or with other runs. */
  function rowTop(index: number, among = runs.value): number {
    const run = lastBy(among.length, index, (n) => among[n]?.first ?? 0);
    return index * rowHeight.value + (run + 1) * headHeight.value;
  }

  function rowUnder(top: number): number {
    const run = lastBy(runs.value.length, top, runTop);
    const inside = Math.floor((top - runTop(run) - headHeight.value) / rowHeight.value);
    return Math.min(first(run) + Math.max(0, inside), first(run + 1) - 1);
  }

  function look() {
    if (rowHeight.value === 0) return;
    from.value = Math.max(0, rowUnder(scroller.scrollTop));
    to.value = rowUnder(scroller.scrollTop + scroller.clientHeight) + 1;
  }

  function measure() {
    rowHeight.value = row.value?.getBoundingClientRect().height ?? 0;
    headHeight.value = head.value?.getBoundingClientRect().height ?? 0;
    look();
  }

  const drawn = computed(() => {
    const [begin, end] = [Math.max(0, from.value - OVERSCAN), to.value + OVERSCAN];
    const parts = [];
    for (
      let run = lastBy(runs.value.length, begin, first);
      run < runs.value.length && first(run) < end;
      run++
    ) {
      const [start, stop] = [first(run), first(run + 1)];
      const indexes = [];
      for (let n = Math.max(begin, start); n < Math.min(end, stop); n++) indexes.push(n);
      const height = headHeight.value + (stop - start) * rowHeight.value;
      const tops = (n: number) => headHeight.value + (n - start) * rowHeight.value;
      const rows = indexes.map((index) => ({ index, top: tops(index) }));
      parts.push({ name: runs.value[run]?.name ?? '', top: runTop(run), height, rows });
    }
    return parts;
  });
  const height = computed(() => runTop(runs.value.length));

  const observer = new ResizeObserver(measure);
  onMounted(() => {
    for (const element of [scroller, row.value, head.value]) {
      if (element) observer.observe(element);
    }
    scroller.addEventListener('scroll', look, { passive: true });
    measure();
  });
  onBeforeUnmount(() => {
    observer.disconnect();
    scroller.removeEventListener('scroll', look);
  });
  return { from, to, drawn, height, look, rowTop };
}
