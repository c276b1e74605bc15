import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent, onScopeDispose, ref } from 'vue';
import { commands } from '@/api/commands';
import { useQrScan } from './useQrScan';

const running = ref(false);
const grab = vi.fn(async () => new Uint8Array());
vi.mock('./useCamera', () => ({
  useCamera: () => {
    const stop = () => void (running.value = false);
    onScopeDispose(stop);
    return { running, problem: ref(null), start: async () => (running.value = true), stop, grab };
  },
}));

const found = vi.fn(async (text: string) => text === 'ours');
let scan: ReturnType<typeof useQrScan>;
const probe = defineComponent(() => {
  scan = useQrScan(found);
  return () => null;
});

beforeEach(() => {
  vi.useFakeTimers();
  running.value = false;
  grab.mockClear();
  found.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function looks(times: number) {
  for (let n = 0; n < times; n++) {
    await flushPromises();
    await vi.advanceTimersByTimeAsync(300);
  }
}

it('looks on past frames without a code, unreadable ones and other codes, until its own', async () => {
  vi.spyOn(commands, 'readQr')
    .mockResolvedValueOnce(null)
    .mockRejectedValueOnce(new Error('blurred'))
    .mockResolvedValueOnce('another')
    .mockResolvedValueOnce('ours');
  const wrapper = mount(probe);
  await scan.start(document.createElement('video'));
  await looks(5);
  expect(found.mock.calls).toEqual([['another'], ['ours']]);
  expect(running.value).toBe(false);
  expect(grab).toHaveBeenCalledTimes(4);
  wrapper.unmount();
});

it('looks on when the camera comes back with the page, and never after it is gone', async () => {
  vi.spyOn(commands, 'readQr').mockResolvedValue(null);
  const wrapper = mount(probe);
  await scan.start(document.createElement('video'));
  await looks(2);
  running.value = false;
  await looks(2);
  const before = grab.mock.calls.length;
  running.value = true;
  await looks(2);
  expect(grab.mock.calls.length).toBeGreaterThan(before);
  wrapper.unmount();
  await flushPromises();
  const last = grab.mock.calls.length;
  await looks(2);
  expect(grab.mock.calls.length).toBe(last);
});
