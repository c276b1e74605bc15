import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Abilities } from '@/generated/Abilities';
import type { Fix } from '@/generated/Fix';
import { commands } from './commands';
import { CommandError } from './errors';
import { receiver } from './position';

const has = (position: boolean): Abilities => ({
  camera: false,
  position,
  share: false,
  background: false,
});
const known: Fix = {
  known: {
    position: { latitude: 35.92, longitude: 114.35 },
    accuracy_m: 20,
    at: '2020-02-14T09:30:00+08:00',
  },
};
const rest = vi.spyOn(commands, 'positionRest');

beforeEach(() => {
  vi.spyOn(commands, 'abilities').mockResolvedValue(has(true));
  rest.mockReset().mockResolvedValue(null);
});
afterEach(() => vi.mocked(commands.abilities).mockRestore());

/** The receiver's watch, and what it found and why it failed. */
async function watched() {
  const told = { found: vi.fn(), failed: vi.fn() };
  const end = await (await receiver())!.watch(told.found, told.failed);
  return { ...told, end };
}

describe('the receiver', () => {
  it('is there where the device has one', async () => {
    expect(await receiver()).not.toBeNull();
    vi.mocked(commands.abilities).mockResolvedValue(has(false));
    expect(await receiver()).toBeNull();
  });

  it('tells what it finds until it may rest', async () => {
    vi.spyOn(commands, 'positionWatch').mockImplementation((told) => {
      told({ missing: { reason: 'cold' } });
      told(known);
      return Promise.resolve(null);
    });
    const { found, end } = await watched();
    expect(found.mock.calls).toEqual([[known]]);
    expect(rest).not.toHaveBeenCalled();
    end();
    expect(rest).toHaveBeenCalledOnce();
  });

  it('that is switched off says so, and has nothing to end', async () => {
    const off = new CommandError({ code: 'position-unavailable', facts: {} });
    vi.spyOn(commands, 'positionWatch').mockRejectedValue(off);
    const { failed, end } = await watched();
    expect(failed.mock.calls).toEqual([['unavailable']]);
    end();
    expect(rest).not.toHaveBeenCalled();
  });

  it('watches on for a second search when the first is ended late', async () => {
    vi.spyOn(commands, 'positionWatch').mockResolvedValue(null);
    const first = await watched();
    const second = await watched();
    first.end();
    expect(rest).not.toHaveBeenCalled();
    second.end();
    expect(rest).toHaveBeenCalledOnce();
  });
});
