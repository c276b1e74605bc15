import { flushPromises, mount } from '@vue/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { defineComponent, ref } from 'vue';
import { closeTop, guardBack, useBackCloses, useBackHides } from './backGesture';

const system = vi.hoisted(() => ({
  pressed: null as ((canGoBack: boolean) => void) | null,
  taken: 0,
}));
vi.mock('@/api/back', () => ({
  onBackPressed: (pressed: (canGoBack: boolean) => void) => {
    system.pressed = pressed;
    system.taken++;
    return Promise.resolve(() => {
      system.pressed = null;
      return Promise.resolve();
    });
  },
}));

/** A page with two dialogs. */
function page() {
  const [first, second] = [ref(false), ref(false)];
  const wrapper = mount(
    defineComponent(() => {
      useBackCloses(first);
      useBackCloses(second);
      return () => null;
    }),
  );
  return { first, second, leave: () => wrapper.unmount() };
}

async function pages() {
  const blank = { template: '' };
  const routes = ['/today', '/visit', '/finish'].map((path) => ({ path, component: blank }));
  const router = createRouter({ history: createMemoryHistory(), routes });
  guardBack(router);
  for (const path of ['/today', '/visit', '/finish']) await router.push(path);
  const back = async () => {
    router.back();
    await flushPromises();
    return router.currentRoute.value.path;
  };
  return { router, back };
}

beforeEach(() => {
  while (closeTop());
  system.taken = 0;
});

describe('going back', () => {
  it('closes what was opened last, whichever stands first', () => {
    const { first, second, leave } = page();
    second.value = true;
    first.value = true;
    closeTop();
    expect([first.value, second.value]).toEqual([false, true]);
    closeTop();
    expect(second.value).toBe(false);
    expect(closeTop()).toBe(false);
    leave();
  });

  it('does not look for what was left open on a page that is gone', () => {
    const { first, leave } = page();
    first.value = true;
    leave();
    expect(closeTop()).toBe(false);
  });

  it('keeps the page while something lies over it, and leaves it the next time', async () => {
    const { router, back } = await pages();
    const { first, second, leave } = page();
    first.value = true;
    second.value = true;
    expect(await back()).toBe('/finish');
    expect([first.value, second.value]).toEqual([true, false]);
    expect(await back()).toBe('/finish');
    expect(first.value).toBe(false);
    expect(await back()).toBe('/visit');
    expect(await back()).toBe('/today');
    expect(router.currentRoute.value.path).toBe('/today');
    leave();
  });

  it('is neither what a link in a dialog does, nor going forward', async () => {
    const { router, back } = await pages();
    const { first, leave } = page();
    await back();
    first.value = true;
    router.forward();
    await flushPromises();
    expect(router.currentRoute.value.path).toBe('/finish');
    await router.push('/today');
    expect(router.currentRoute.value.path).toBe('/today');
    expect(first.value).toBe(true);
    leave();
  });

  it('hides the choices of a field before the dialog that it stands in', () => {
    const { first, leave } = page();
    const hidePopup = vi.fn();
    let popup: ReturnType<typeof useBackHides> | undefined;
    const field = mount(
      defineComponent(() => {
        popup = useBackHides(ref({ hidePopup }));
        return () => null;
      }),
    );
    first.value = true;
    popup?.onPopupShow();
    closeTop();
    expect(hidePopup).toHaveBeenCalledOnce();
    expect(first.value).toBe(true);
    popup?.onPopupShow();
    popup?.onPopupHide();
    closeTop();
    expect(hidePopup).toHaveBeenCalledOnce();
    expect(first.value).toBe(false);
    field.unmount();
    leave();
  });

  it('is taken from the system only while something is open', async () => {
    const { first, second, leave } = page();
    await flushPromises();
    expect(system.pressed).toBeNull();
    first.value = true;
    second.value = true;
    await flushPromises();
    expect(system.taken).toBe(1);
    system.pressed?.(true);
    expect([first.value, second.value]).toEqual([true, false]);
    system.pressed?.(false);
    await flushPromises();
    expect(first.value).toBe(false);
    expect(system.pressed, 'the system has it again').toBeNull();
    leave();
  });

  it('goes on to the page before when nothing is open any more', async () => {
    const gone = vi.spyOn(window.history, 'back').mockReturnValue();
    const { first, leave } = page();
    first.value = true;
    await flushPromises();
    const { pressed } = system;
    pressed?.(true);
    pressed?.(true);
    expect(gone).toHaveBeenCalledOnce();
    pressed?.(false);
    expect(gone, 'nothing is before the first').toHaveBeenCalledOnce();
    leave();
  });
});
