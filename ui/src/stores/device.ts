import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { commands, type Enrolment } from '@/api/commands';
import { forgetAhead } from '@/api/ahead';
import { asCommandError, type CommandError } from '@/api/errors';
import { onDataChanged, onSyncChanged } from '@/api/events';
import type { Repaired } from '@/generated/Repaired';
import type { Status } from '@/generated/Status';
import type { SyncState } from '@/generated/SyncState';

/** The device, its journal's state, and what the synchronisation does now. */
export const useDeviceStore = defineStore('device', () => {
  const status = shallowRef<Status | null>(null);
  const sync = shallowRef<SyncState | null>(null);
  const failure = shallowRef<CommandError | null>(null);
  /** What came of a repair, until it was read. */
  const repaired = shallowRef<Repaired | null>(null);
  /** Rises whenever lists should be read again. */
  const revision = ref(0);
  const enrolled = computed(() => status.value?.server != null);

  async function refresh() {
    try {
      [status.value, sync.value] = await Promise.all([commands.status(), commands.syncState()]);
      failure.value = null;
    } catch (thrown) {
      failure.value = asCommandError(thrown);
    }
  }

  /** Hears of changes from now on. */
  async function listen() {
    await Promise.all([
      onSyncChanged((change) => {
        status.value = change.status;
        sync.value = change.sync;
      }),
      onDataChanged(() => {
        forgetAhead();
        revision.value++;
      }),
    ]);
    window.addEventListener('online', syncSoon);
  }

  /** A network is back. What comes of it is told by the state of the synchronisation. */
  function syncSoon() {
    if (enrolled.value) void commands.syncNow().catch(() => undefined);
  }

  async function setName(name: string) {
    status.value = await commands.setName(name);
  }

  async function enrol(enrolment: Enrolment) {
    status.value = await commands.enrol(enrolment);
    revision.value++;
  }

  /** Repairs the data that could not be opened. The lists hear of it as of any change. */
  async function repair() {
    repaired.value = await commands.repair();
    await refresh();
  }

  return {
    status,
    sync,
    failure,
    repaired,
    revision,
    enrolled,
    listen,
    refresh,
    setName,
    enrol,
    repair,
  };
});
