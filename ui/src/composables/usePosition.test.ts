import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commands } from '@/api/commands';
import { CommandError } from '@/api/errors';
import type { DraftPage } from '@/generated/DraftPage';
import type { Known, Receiver, Trouble } from '@/api/position';
import { usePermitsStore } from '@/stores/permits';
import { usePosition } from './usePosition';

const { given } = vi.hoisted(() => ({ given: { receiver: null as Receiver | null } }));
vi.mock('@/api/position', () => ({ receiver: () => Promise.resolve(given.receiver) }));

const fix = (accuracy_m: number, at = '2020-02-14T09:30:00+08:00'): Known => ({
  known: { position: { latitude: 35.9213, longitude: 114.3561 }, accuracy_m, at },
});

/** A receiver that is played by hand. */
function played() {
  const play: { found: (fix: Known) => void; failed: (why: Trouble) => void; ended: number } = {
    found: () => undefined,
    failed: () => undefined,
    ended: 0,
  };
  given.receiver = {
    allowed: () => Promise.resolve(true),
    watch: (found, failed) => {
      Object.assign(play, { found, failed });
      return Promise.resolve(() => void play.ended++);
    },
  };
  return play;
}

const noted = () => vi.mocked(commands.draftFix).mock.calls;

beforeEach(() => {
  setActivePinia(createPinia());
  vi.useFakeTimers();
  vi.spyOn(commands, 'draftFix').mockResolvedValue({} as DraftPage);
  vi.spyOn(commands, 'permitted').mockResolvedValue('yes');
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('where the device is', () => {
  it('is looked for when a visit begins, and goes into its draft until it is good', async () => {
    const play = played();
    const device = usePosition();
    device.follow('draft-1');
    await vi.advanceTimersByTimeAsync(0);
    expect(device.searching).toBe(true);
    play.found(fix(48));
    play.found(fix(8));
    await vi.advanceTimersByTimeAsync(0);
    expect(noted()).toEqual([
      ['draft-1', fix(48)],
      ['draft-1', fix(8)],
    ]);
    expect(device.here).toEqual(fix(8).known.position);
    expect([device.searching, play.ended]).toEqual([false, 1]);
  });

  it('is no longer put into a draft that was sealed', async () => {
    const play = played();
    vi.mocked(commands.draftFix).mockRejectedValue(
      new CommandError({ code: 'no-draft', facts: {} }),
    );
    const device = usePosition();
    device.follow('draft-1');
    await vi.advanceTimersByTimeAsync(0);
    play.found(fix(48));
    await vi.advanceTimersByTimeAsync(0);
    play.found(fix(30));
    await vi.advanceTimersByTimeAsync(0);
    expect(noted()).toHaveLength(1);
  });

  it('has a reason when it is not found: no receiver, not allowed, or no signal for two minutes', async () => {
    given.receiver = null;
    const device = usePosition();
    device.follow('draft-1');
    await vi.advanceTimersByTimeAsync(0);
    expect(noted().at(-1)).toEqual(['draft-1', { missing: { reason: 'unavailable' } }]);

    const denied = played();
    device.follow('draft-1');
    await vi.advanceTimersByTimeAsync(0);
    denied.failed('denied');
    await vi.advanceTimersByTimeAsync(0);
    expect(noted().at(-1)).toEqual(['draft-1', { missing: { reason: 'denied' } }]);
    expect(device.searching).toBe(false);

    const silent = played();
    device.follow('draft-1');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(noted().at(-1)).toEqual(['draft-1', { missing: { reason: 'timeout' } }]);
    // It may still come.
    expect(device.searching).toBe(true);
    silent.found(fix(20));
    await vi.advanceTimersByTimeAsync(0);
    expect(noted().at(-1)).toEqual(['draft-1', fix(20)]);
    expect(device.trouble).toBeNull();
  });

  it('is not looked for before the user allows it, and the visit says so', async () => {
    const play = played();
    vi.mocked(commands.permitted).mockResolvedValue('ask');
    const device = usePosition();
    const permits = usePermitsStore();
    device.follow('draft-1');
    await vi.advanceTimersByTimeAsync(0);
    expect([device.searching, permits.asking]).toEqual([false, 'position']);
    permits.answer(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(noted()).toEqual([['draft-1', { missing: { reason: 'denied' } }]]);

    device.follow('draft-2');
    await vi.advanceTimersByTimeAsync(0);
    expect(permits.asking, 'a second visit does not ask again').toBeNull();

    vi.spyOn(commands, 'permissionAsk').mockResolvedValue('yes');
    device.follow('draft-2', 'pressed');
    await vi.advanceTimersByTimeAsync(0);
    permits.answer(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(device.searching).toBe(true);
    play.found(fix(30));
    await vi.advanceTimersByTimeAsync(0);
    expect(noted().at(-1)).toEqual(['draft-2', fix(30)]);
  });

  it('is what was typed last, where nothing measures it', async () => {
    given.receiver = null;
    const device = usePosition();
    await device.look();
    device.typed({ latitude: 36, longitude: 114 });
    expect(device.here).toEqual({ latitude: 36, longitude: 114 });

    played();
    setActivePinia(createPinia());
    const measuring = usePosition();
    await measuring.look();
    measuring.typed({ latitude: 36, longitude: 114 });
    expect(measuring.here).toBeNull();
  });

  it('of one visit does not go into the draft of the next', async () => {
    const play = played();
    const device = usePosition();
    device.follow('draft-1');
    await vi.advanceTimersByTimeAsync(0);
    const late = play.found;
    device.follow('draft-2');
    await vi.advanceTimersByTimeAsync(0);
    late(fix(30));
    await vi.advanceTimersByTimeAsync(0);
    expect(noted()).toEqual([]);
    play.found(fix(30));
    await vi.advanceTimersByTimeAsync(0);
    expect(noted()).toEqual([['draft-2', fix(30)]]);
  });
});
