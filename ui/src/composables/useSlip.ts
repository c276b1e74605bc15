import { onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { commands } from '@/api/commands';
import { asCommandError, type CommandError } from '@/api/errors';
import type { Language } from '@/generated/Language';
import type { SlipForm } from '@/generated/SlipForm';
import type { SlipOptions } from '@/generated/SlipOptions';
import { useAttempt } from './useAttempt';
import { SLOW_MS } from './useResource';
import { useSaving } from './useSaving';

/** Typing a unit's name draws one picture, not one for each letter. */
const DRAW_AFTER_MS = 400;

/** A visit's slip as a picture, drawn again when something else is chosen for it. */
export function useSlip(visit: string) {
  const { locale } = useI18n();
  const saving = useSaving();
  const attempt = useAttempt();
  const options = shallowRef<SlipOptions | null>(null);
  const picture = ref<string | null>(null);
  const error = shallowRef<CommandError | null>(null);
  const slow = ref(false);
  const busy = ref<SlipForm | null>(null);
  const sharing = ref(false);
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function draw() {
    const mine = ++turn;
    const waiting = setTimeout(() => (slow.value = true), SLOW_MS);
    try {
      options.value ??= await commands.slipOptions(visit);
      const drawn = await commands.slip(visit, options.value, locale.value as Language);
      if (mine !== turn) return;
      forget();
      picture.value = URL.createObjectURL(drawn);
      error.value = null;
    } catch (thrown) {
      if (mine === turn) error.value = asCommandError(thrown);
    } finally {
      clearTimeout(waiting);
      if (mine === turn) slow.value = false;
    }
  }

  function forget() {
    if (picture.value !== null) URL.revokeObjectURL(picture.value);
  }

  async function choose(chosen: SlipOptions) {
    options.value = chosen;
    clearTimeout(timer);
    timer = setTimeout(draw, DRAW_AFTER_MS);
    await commands.slipOptionsSet(visit, chosen).catch(() => undefined);
  }

  async function save(form: SlipForm) {
    const chosen = options.value;
    if (chosen === null) return;
    busy.value = form;
    await saving(() => commands.slipSave(visit, chosen, locale.value as Language, form));
    busy.value = null;
  }

  async function share(form: SlipForm) {
    const chosen = options.value;
    if (chosen === null) return;
    sharing.value = true;
    await attempt(() => commands.slipShare(visit, chosen, locale.value as Language, form));
    sharing.value = false;
  }

  onMounted(draw);
  onBeforeUnmount(() => {
    turn++;
    clearTimeout(timer);
    forget();
  });
  watch(locale, draw);
  return { options, picture, error, slow, busy, sharing, draw, choose, save, share };
}
