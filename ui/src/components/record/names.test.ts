import { mount, RouterLinkStub } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { i18n } from '@/i18n';
import AmendmentItem from './AmendmentItem.vue';
import FindingConflict from './FindingConflict.vue';
import RecordFacts from './RecordFacts.vue';
import RecordRow from './RecordRow.vue';

const global = { plugins: [i18n, Quasar], stubs: { RouterLink: RouterLinkStub } };

async function claimed() {
  const { rows } = await commands.visits({ unsynced: false }, { after: null, limit: 60 });
  const row = rows.find(({ conflict }) => conflict)!;
  return { row, page: await commands.visit(row.id) };
}

beforeEach(() => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
  history.replaceState(null, '', '?fake=conflict');
  resetFake();
});
afterEach(() => history.replaceState(null, '', '?'));

describe('the admitted name', () => {
  it('stands beside the inspectors in the list and on the page', async () => {
    const { row, page } = await claimed();
    const { record, current: content } = page;
    const listed = mount(RecordRow, { props: { row: { ...row, admitted: '李某' } }, global });
    expect(listed.text()).toContain('督查员甲、督查员丁（登记名：李某）');
    const props = { record: { ...record, admitted: '李某' }, content };
    const facts = mount(RecordFacts, { props, global });
    expect(facts.text()).toContain('督查员甲、督查员丁（登记名：李某）');
  });

  it('stands beside whoever corrected or moved something', async () => {
    const { page } = await claimed();
    const { original, template, record } = page;
    const amendment = { ...record.amendments[0]!, by: '王某', admitted: '李某' };
    const props = { amendment, original, template };
    expect(mount(AmendmentItem, { props, global }).text()).toContain('王某（登记名：李某）');
    const finding = page.findings.find(({ conflict }) => conflict)!;
    const moves = finding.moves.map((move) => ({ ...move, admitted: '李某' }));
    const shown = mount(FindingConflict, { props: { finding: { ...finding, moves } }, global });
    expect(shown.text()).toContain('督查员甲（登记名：李某）');
  });

  it('is not said where nothing else is claimed, and in English words in English', async () => {
    const { row } = await claimed();
    expect(mount(RecordRow, { props: { row }, global }).text()).not.toContain('登记名');
    i18n.global.locale.value = 'en';
    const listed = mount(RecordRow, { props: { row: { ...row, admitted: 'Li' } }, global });
    expect(listed.text()).toContain('(admitted as Li)');
  });
});
