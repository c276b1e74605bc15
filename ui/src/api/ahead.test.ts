import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { askAhead, forgetAhead } from './ahead';
import { commands } from './commands';
import { resetFake } from './fake';

const name = async () => (await commands.status()).name;

beforeEach(() => resetFake());
afterEach(() => forgetAhead());

it('gives what was asked ahead to the first who asks the same, and asks for the next', async () => {
  const before = await name();
  askAhead(() => void commands.status());
  await commands.setName('李督查');
  expect(await name()).toBe(before);
  expect(await name()).toBe('李督查');
});

it('asks for whoever wants something else of the same command', async () => {
  const paging = { after: null, limit: 60 };
  askAhead(() => void commands.sites({}, paging));
  const own = await commands.sites({ search: '白营' }, paging);
  const all = await commands.sites({}, paging);
  expect(own.rows.length).toBeGreaterThan(0);
  expect(own.rows.length).toBeLessThan(all.rows.length);
});

it('does not hold what was overtaken', async () => {
  askAhead(() => void commands.status());
  await commands.setName('李督查');
  forgetAhead();
  expect(await name()).toBe('李督查');
});

it('tells its error to whoever takes the answer, and to nobody else', async () => {
  const lost = vi.fn();
  process.on('unhandledRejection', lost);
  askAhead(() => void commands.site('no-such-site').catch(() => undefined));
  await expect(commands.site('no-such-site')).rejects.toMatchObject({ code: expect.any(String) });
  askAhead(() => void commands.site('no-such-site'));
  await new Promise((done) => setTimeout(done));
  expect(lost).not.toHaveBeenCalled();
  process.off('unhandledRejection', lost);
});
