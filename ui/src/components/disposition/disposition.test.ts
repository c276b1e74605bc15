import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { i18n } from '@/i18n';
import DispositionDialog from './DispositionDialog.vue';
import DispositionItem from './DispositionItem.vue';

const VISIT = 'visit-3';
const global = { plugins: [i18n, Quasar] };
const all = (mark: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${mark}"]`)];

async function press(mark: string) {
  all(mark)[0]?.click();
  await flushPromises();
}

async function write(mark: string, text: string) {
  const [field] = all(mark);
  const input = field?.matches('input') ? field : field?.querySelector('input');
  (input as HTMLInputElement).value = text;
  input?.dispatchEvent(new Event('input'));
  await flushPromises();
}

const recorded = async () => (await commands.visit(VISIT)).dispositions;

async function open() {
  document.body.innerHTML = '';
  const known = await recorded();
  const props = { origin: { visit: VISIT, findings: [] }, known, corrected: null };
  mount(DispositionDialog, {
    props: { ...props, modelValue: true },
    global,
    attachTo: document.body,
  });
  await flushPromises();
}

beforeEach(() => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
  resetFake();
});
afterEach(() => (document.body.innerHTML = ''));

describe('what followed from a visit', () => {
  it('is said heaviest first, with its length, and nothing that is not known', async () => {
    await open();
    await write('disposition-called', '村委会主任');
    await press('measure-written_self_criticism');
    await press('measure-party_probation');
    await write('detail-party_probation', '12');
    await press('disposition-record');
    const [disposition] = await recorded();
    expect(disposition).toMatchObject({ date: null, by: null });
    const item = mount(DispositionItem, { props: { disposition: disposition! }, global });
    expect(item.text()).toContain('村委会主任');
    expect(item.text()).toContain('留党察看 12 个月、责令作出书面检查');
  });

  it('offers a unit only what a unit can be given, and keeps no role for it', async () => {
    await open();
    await write('disposition-called', '村委会主任');
    await press('measure-party_warning');
    await press('disposition-subject-unit');
    expect(all('measure-party_warning')).toHaveLength(0);
    expect(all('measure-fine')).toHaveLength(1);
    await press('disposition-record');
    expect(await recorded()).toEqual([]);
  });

  it('is of one person where somebody named before is meant', async () => {
    for (const again of [false, true]) {
      await open();
      if (again) await press('disposition-same');
      else await write('disposition-called', '村党支部书记');
      await press(again ? 'measure-written_self_criticism' : 'measure-party_warning');
      await press('disposition-record');
    }
    const ids = (await recorded()).map(({ subject }) => 'person' in subject && subject.person.id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});
