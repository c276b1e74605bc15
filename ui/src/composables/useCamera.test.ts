import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { effectScope } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commands } from '@/api/commands';
import { usePermitsStore } from '@/stores/permits';
import { useCamera } from './useCamera';

const stop = vi.fn();
const track = { stop, getCapabilities: () => ({}) };
const stream = { getTracks: () => [track], getVideoTracks: () => [track] } as unknown;

/** A device whose camera answers as told; `undefined` is one without cameras. */
function camera(getUserMedia: (() => Promise<unknown>) | undefined) {
  vi.stubGlobal('navigator', { mediaDevices: getUserMedia ? { getUserMedia } : undefined });
  const video = document.createElement('video');
  video.play = () => Promise.resolve();
  Object.defineProperty(video, 'srcObject', { writable: true, value: null });
  const scope = effectScope();
  return { ...scope.run(useCamera)!, video, leave: () => scope.stop() };
}
const refusing = (name: string) => () => Promise.reject(new DOMException('', name));

beforeEach(() => {
  setActivePinia(createPinia());
  vi.spyOn(commands, 'permitted').mockResolvedValue('yes');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  stop.mockClear();
});

describe('the camera', () => {
  it.each([
    ['missing', undefined],
    ['missing', refusing('NotFoundError')],
    ['refused', refusing('NotAllowedError')],
    ['busy', refusing('NotReadableError')],
    ['failed', refusing('SomethingNew')],
  ])('says why there is no picture: %s', async (problem, getUserMedia) => {
    const { start, problem: said, running, video } = camera(getUserMedia);
    await start(video);
    expect(said.value).toBe(problem);
    expect(running.value).toBe(false);
  });

  it('is let go of when its page is left', async () => {
    const { start, running, leave, video } = camera(() => Promise.resolve(stream));
    await start(video);
    expect(running.value).toBe(true);
    leave();
    expect(stop).toHaveBeenCalledOnce();
  });

  it('that opens after its page was left is let go of at once', async () => {
    const opening: ((media: unknown) => void)[] = [];
    const waiting = new Promise((resolve) => opening.push(resolve));
    const { start, leave, running, video } = camera(() => waiting);
    const started = start(video);
    await flushPromises();
    leave();
    opening[0]?.(stream);
    await started;
    expect(stop).toHaveBeenCalledOnce();
    expect(running.value).toBe(false);
  });

  it('is not opened before the user allows it', async () => {
    vi.mocked(commands.permitted).mockResolvedValue('ask');
    const opened = vi.fn(() => Promise.resolve(stream));
    const { start, problem, running, video } = camera(opened);
    const started = start(video);
    await flushPromises();
    expect(usePermitsStore().asking).toBe('camera');
    usePermitsStore().answer(false);
    await started;
    expect([problem.value, running.value]).toEqual(['later', false]);

    vi.mocked(commands.permitted).mockResolvedValue('no');
    await start(video);
    expect(problem.value).toBe('refused');
    expect(opened).not.toHaveBeenCalled();
  });

  it('nobody is asked for where there is none', async () => {
    const { start, video } = camera(undefined);
    await start(video);
    expect(commands.permitted).not.toHaveBeenCalled();
  });

  it('gives no picture before it runs', async () => {
    await expect(camera(undefined).grab()).rejects.toThrow('not running');
  });
});
