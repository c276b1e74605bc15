import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import type { DispositionView } from '@/generated/DispositionView';
import { i18n } from '@/i18n';
import DispositionDialog from './DispositionDialog.vue';
import DispositionItem from './DispositionItem.vue';
import DispositionSection from './DispositionSection.vue';

const VISIT = 'visit-3';
const global = { plugins: [i18n, Quasar] };
const all = (mark: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${mark}"]`)];

async function press(mark: string) {
  all(mark)[0]?.click();
  await flushPromises();
}

async function write(mark: string, text: string) {
  const [field] = all(mark);
  const input = field?.matches('input, textarea') ? field : field?.querySelector('input, textarea');
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

describe('what was recorded wrongly', () => {
  const said = {
    visit: VISIT,
    findings: [],
    subject: { person: { id: 'one', role: '村主任' } },
    measures: [{ measure: 'reminder_talk' as const }],
  };

  async function show(dispositions: DispositionView[]) {
    document.body.innerHTML = '';
    const origin = { visit: VISIT, findings: [] };
    const props = { origin, dispositions, known: dispositions };
    const wrapper = mount(DispositionSection, { props, global, attachTo: document.body });
    await flushPromises();
    return wrapper;
  }

  it('is corrected with a reason and not without, and all of it stays readable', async () => {
    await show([await commands.dispositionRecord(said)]);
    await press('disposition-more');
    await press('disposition-more-correct');
    await write('disposition-called', '村委会主任');
    await press('disposition-record');
    expect((await recorded())[0]?.versions).toHaveLength(1);
    await write('disposition-reason', '写错了职务');
    await press('disposition-record');
    const corrected = await recorded();
    expect(corrected[0]).toMatchObject({ reason: '写错了职务' });
    await show(corrected);
    expect(all('disposition-corrected')[0]?.textContent).toContain('写错了职务');
    expect(all('disposition-history')).toHaveLength(0);
    await press('disposition-look');
    const versions = all('disposition-version').map(({ textContent }) => textContent);
    expect(versions[0]).toContain('村主任');
    expect(versions[1]).toContain('村委会主任');
  });

  it('is shown with each statement that stands, and settled by taking one', async () => {
    history.replaceState(null, '', '?fake=conflict');
    resetFake();
    const [first] = (await commands.conflicts()).filter(({ what }) => what === 'disposition');
    const visit = first?.what === 'disposition' ? first.visit! : '';
    const { dispositions } = await commands.visit(visit);
    await show(dispositions);
    expect(all('disposition-version')).toHaveLength(3);
    expect(all('disposition-more')).toHaveLength(0);
    expect(all('disposition-take')).toHaveLength(2);
    await press('disposition-take');
    await write('disposition-reason', '双方核对');
    await press('disposition-record');
    const [settled] = (await commands.visit(visit)).dispositions;
    expect(settled).toMatchObject({ conflict: false, reason: '双方核对' });
    expect(settled?.measures).toEqual([expect.objectContaining({ measure: 'admonishing_talk' })]);
    expect(settled?.withdrawn ?? null).toBeNull();
    history.replaceState(null, '', '?');
  });
});
