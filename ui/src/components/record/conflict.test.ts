import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { i18n } from '@/i18n';
import FindingConflict from './FindingConflict.vue';
import RecordConflict from './RecordConflict.vue';

const global = { plugins: [i18n] };

async function conflicting() {
  const { rows } = await commands.visits({ unsynced: false }, { after: null, limit: 60 });
  return commands.visit(rows.find(({ conflict }) => conflict)!.id);
}

beforeEach(() => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
  history.replaceState(null, '', '?fake=conflict');
  resetFake();
});
afterEach(() => history.replaceState(null, '', '?'));

describe('corrections that contradict each other', () => {
  it('stand side by side with the original, with who made them and why', async () => {
    const { record, original, template } = await conflicting();
    const standing = record.amendments.filter(({ head }) => head);
    const wrapper = mount(RecordConflict, { props: { standing, original, template }, global });
    const rows = wrapper
      .findAll('tbody tr')
      .map((row) => row.findAll('th, td').map((c) => c.text()));
    expect(rows).toContainEqual(['实到人数', '2', '3', '1']);
    expect(wrapper.text()).toContain('2 份更正互相矛盾，原记录有效。');
    expect(wrapper.text()).toContain('原因：看了值班记录，当时只有一人。');
  });

  it('are settled by one more correction', async () => {
    const { record } = await conflicting();
    const { draft } = await commands.draftAmend(record.id);
    await commands.draftSeal(draft.id, '再次核对');
    const settled = await commands.visit(record.id);
    expect(settled.record.conflict).toBe(false);
    expect(settled.record.amendments.filter(({ head }) => head)).toHaveLength(1);
  });
});

describe('moves of a finding that contradict each other', () => {
  it('are named with who, when and to what', async () => {
    const { findings } = await conflicting();
    const finding = findings.find(({ conflict }) => conflict)!;
    const wrapper = mount(FindingConflict, { props: { finding }, global });
    const moves = wrapper.findAll('[data-test="conflicting-move"]').map((move) => move.text());
    expect(moves[0]).toMatch(/^已整改\s+督查员甲 · .*已补齐人员$/);
    expect(moves[1]).toMatch(/^整改中\s+督查员乙 · .*仍缺一人$/);
    expect(wrapper.text()).toContain('暂按「整改中」计');
  });
});
