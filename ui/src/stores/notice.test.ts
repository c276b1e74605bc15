import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useNoticeStore } from './notice';

beforeEach(() => {
  setActivePinia(createPinia());
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('a notice', () => {
  it('goes by itself after three seconds', () => {
    const store = useNoticeStore();
    store.say('已接入');
    vi.advanceTimersByTime(2900);
    expect(store.notice?.message).toBe('已接入');
    vi.advanceTimersByTime(200);
    expect(store.notice).toBeNull();
  });

  it('that can be taken back stays longer', () => {
    const store = useNoticeStore();
    store.say('已放弃草稿', () => undefined);
    vi.advanceTimersByTime(7000);
    expect(store.notice).not.toBeNull();
    vi.advanceTimersByTime(2000);
    expect(store.notice).toBeNull();
  });

  it('is not ended by the time of the one before', () => {
    const store = useNoticeStore();
    store.say('一');
    vi.advanceTimersByTime(2000);
    store.say('二');
    vi.advanceTimersByTime(2000);
    expect(store.notice?.message).toBe('二');
  });
});
