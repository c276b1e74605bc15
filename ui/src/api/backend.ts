import { Channel, invoke, isTauri } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { answered } from './ahead';
import { base64 } from './base64';
import { asCommandError } from './errors';

type Arguments = Record<string, unknown>;
type Heard = (payload: unknown) => void;

/**
 * Whether the in-memory stand-in answers: only in development and tests, in a plain browser.
 * The condition is known when the app is built, so that the stand-in is not in the bundle.
 */
const useFake = import.meta.env.DEV && !isTauri();

/** Android's web view hands no bytes to the shell, only text. */
const bytesAsText = navigator.userAgent.includes('Android');

/** Calls one command of the shell; rejects with a `CommandError`. */
export function call<T>(command: string, args: Arguments = {}): Promise<T> {
  return answered(command, args, () => ask<T>(command, args));
}

async function ask<T>(command: string, args: Arguments): Promise<T> {
  try {
    if (import.meta.env.DEV && useFake) {
      const { fakeInvoke } = await import('./fake');
      return (await fakeInvoke(command, args)) as T;
    }
    return await invoke<T>(command, args);
  } catch (thrown) {
    throw asCommandError(thrown);
  }
}

/** Calls a command that takes a file: its bytes as they are, and what is said of it beside them. */
export async function send<T>(
  command: string,
  bytes: Uint8Array<ArrayBuffer>,
  about: Arguments,
): Promise<T> {
  try {
    if (import.meta.env.DEV && useFake) {
      const { fakeInvoke } = await import('./fake');
      return (await fakeInvoke(command, about, bytes)) as T;
    }
    const headers = { 'kakou-about': encodeURIComponent(JSON.stringify(about)) };
    const body = bytesAsText ? { base64: await base64(bytes) } : bytes;
    return await invoke<T>(command, body, { headers });
  } catch (thrown) {
    throw asCommandError(thrown);
  }
}

/** Calls a command that goes on telling after it has answered. */
export async function watch<T>(command: string, told: (said: T) => void): Promise<null> {
  try {
    if (import.meta.env.DEV && useFake) {
      const { fakeWatch } = await import('./fake');
      return await fakeWatch(command, told as Heard);
    }
    return await invoke<null>(command, { told: new Channel<T>(told) });
  } catch (thrown) {
    throw asCommandError(thrown);
  }
}

/** Listens to one event of the shell; the function that comes back ends it. */
export async function hear(event: string, heard: Heard): Promise<() => void> {
  if (import.meta.env.DEV && useFake) {
    const { fakeListen } = await import('./fake');
    return fakeListen(event, heard);
  }
  return listen(event, (message) => heard(message.payload));
}
