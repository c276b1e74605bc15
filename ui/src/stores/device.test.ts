import { createPinia, setActivePinia } from 'pinia';
import { expect, it, vi } from 'vitest';
import { commands } from '@/api/commands';
import { useDeviceStore } from './device';

it('syncs as soon as a network is back, once the device is enrolled', async () => {
  setActivePinia(createPinia());
  const sync = vi.spyOn(commands, 'syncNow').mockResolvedValue(null);
  const device = useDeviceStore();
  await device.listen();
  const enrolled = await commands.status();

  device.status = { ...enrolled, server: null };
  window.dispatchEvent(new Event('online'));
  expect(sync).not.toHaveBeenCalled();

  device.status = enrolled;
  window.dispatchEvent(new Event('online'));
  expect(sync).toHaveBeenCalledOnce();
});
