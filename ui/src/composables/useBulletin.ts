import { computed, ref, shallowRef, watch } from 'vue';
import { commands } from '@/api/commands';
import type { BulletinAsked } from '@/generated/BulletinAsked';
import type { BulletinFormat } from '@/generated/BulletinFormat';
import type { BulletinHeading } from '@/generated/BulletinHeading';
import type { CampaignId } from '@/generated/CampaignId';
import { useReportsStore } from '@/stores/reports';
import { useAttempt } from './useAttempt';
import { useResource } from './useResource';
import { useSaving } from './useSaving';

/** A bulletin as it would be written now, of the round that is on. */
export function useBulletin() {
  const store = useReportsStore();
  const attempt = useAttempt();
  const saving = useSaving();
  const heading = shallowRef<BulletinHeading | null>(null);
  const campaign = ref<CampaignId | null>(null);
  const busy = ref<BulletinFormat | null>(null);

  const asked = computed<BulletinAsked | null>(() => {
    if (heading.value === null) return null;
    const { form, order, names, from, to } = store;
    const whose = { campaign: campaign.value, supplements: null, heading: heading.value };
    return { form, order, names, from, to, ...whose };
  });
  const resource = useResource(async () => {
    heading.value ??= await commands.bulletinHeading();
    campaign.value = (await commands.today()).campaign;
    return asked.value && (await commands.bulletin(asked.value));
  });
  watch(() => [store.form, store.order, store.names, store.from, store.to], resource.reload);

  /** The next bulletin begins with it. */
  async function remember(given: BulletinHeading): Promise<boolean> {
    if (!(await attempt(() => commands.bulletinHeadingSet(given)))) return false;
    heading.value = given;
    await resource.reload();
    return true;
  }

  async function save(format: BulletinFormat) {
    const wanted = asked.value;
    if (wanted === null) return;
    busy.value = format;
    await saving(() => commands.bulletinSave(wanted, format));
    busy.value = null;
  }

  return { ...resource, heading, campaign, busy, remember, save };
}
