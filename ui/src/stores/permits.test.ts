import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commands } from '@/api/commands';
import type { Permitted } from '@/generated/Permitted';
import { usePermitsStore } from './permits';

let said: Permitted;
const ask = vi.spyOn(commands, 'permissionAsk');

beforeEach(() => {
  setActivePinia(createPinia());
  vi.spyOn(commands, 'permitted').mockImplementation(() => Promise.resolve(said));
  ask.mockReset().mockImplementation(() => Promise.resolve((said = 'yes')));
});
afterEach(() => vi.mocked(commands.permitted).mockRestore());

/** What came of it, once the user has chosen. */
async function chosen(allow: boolean, asked: Promise<boolean>) {
  await flushPromises();
  usePermitsStore().answer(allow);
  return asked;
}

describe('what the user has to allow', () => {
  it.each([
    ['yes', true],
    ['no', false],
  ] as const)('is not asked for where that is decided: %s', async (known, may) => {
    said = known;
    expect(await usePermitsStore().ensure('camera')).toBe(may);
    expect(usePermitsStore().asking).toBeNull();
    expect(ask).not.toHaveBeenCalled();
  });

  it('is explained first, and the system asks only whoever goes on', async () => {
    said = 'ask';
    const permits = usePermitsStore();
    const asked = permits.ensure('camera');
    await flushPromises();
    expect(permits.asking).toBe('camera');
    expect(ask).not.toHaveBeenCalled();
    expect(await chosen(true, asked)).toBe(true);
    expect(permits.asking).toBeNull();
    expect(ask).toHaveBeenCalledExactlyOnceWith('camera');
  });

  it('is not there when the system’s own question is refused', async () => {
    said = 'ask';
    ask.mockImplementation(() => Promise.resolve((said = 'no')));
    const permits = usePermitsStore();
    expect(await chosen(true, permits.ensure('camera'))).toBe(false);
    expect(permits.known.camera).toBe('no');
  });

  it('once put off is asked for again when it is pressed for, and not by itself', async () => {
    said = 'ask';
    const permits = usePermitsStore();
    expect(await chosen(false, permits.ensure('position', 'by-itself'))).toBe(false);
    expect(ask).not.toHaveBeenCalled();
    expect(await permits.ensure('position', 'by-itself')).toBe(false);
    expect(await chosen(true, permits.ensure('position'))).toBe(true);
  });

  it('is asked for once by two that need it, and one thing after the other', async () => {
    said = 'ask';
    const permits = usePermitsStore();
    const both = [permits.ensure('position'), permits.ensure('position')];
    const camera = permits.ensure('camera');
    await flushPromises();
    expect(permits.asking).toBe('position');
    permits.answer(false);
    expect(await Promise.all(both)).toEqual([false, false]);
    await flushPromises();
    expect(permits.asking).toBe('camera');
    expect(await chosen(false, camera)).toBe(false);
  });

  it('is left to the thing itself where the shell cannot say', async () => {
    vi.mocked(commands.permitted).mockRejectedValue(new Error('no such command'));
    expect(await usePermitsStore().ensure('camera')).toBe(true);
  });
});
