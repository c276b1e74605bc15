import { mount, RouterLinkStub } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { beforeEach, describe, expect, it } from 'vitest';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import TimelineEntry from '@/components/site/TimelineEntry.vue';
import { i18n } from '@/i18n';
import RecordDoubt from './RecordDoubt.vue';
import RecordRow from './RecordRow.vue';

const global = { plugins: [i18n, Quasar], stubs: { RouterLink: RouterLinkStub } };
const received_at = '2020-02-16T08:00:00.000+08:00';

beforeEach(() => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
  resetFake();
});

describe('a date that is doubted', () => {
  it('is marked in the list of records and on the site’s line of time', async () => {
    const { rows } = await commands.visits({ unsynced: false }, { after: null, limit: 9 });
    for (const list of [RecordRow, TimelineEntry]) {
      const shown = (date: 'counts' | 'doubted' | 'rejected') =>
        mount(list, { props: { row: { ...rows[0]!, date } }, global }).text();
      expect(shown('counts')).not.toContain('日期');
      expect(shown('doubted')).toContain('日期存疑');
      expect(shown('rejected')).toContain('日期不计');
    }
  });

  it('is explained on the record, until headquarters decides and afterwards', () => {
    const open = mount(RecordDoubt, { props: { doubt: { received_at, decisions: [] } }, global });
    expect(open.text()).toMatch(/2月16日.*08:00/);
    expect(open.text()).toContain('督查办认定之前不计入');
    const by = { by: '汤阴县督查办', at: '2020-02-21T09:00:00.000+08:00' };
    const decisions = [
      { ...by, counts: true, reason: '已核实' },
      { ...by, at: '2020-02-20T09:00:00.000+08:00', counts: false, reason: '时钟不对' },
    ];
    const decided = mount(RecordDoubt, { props: { doubt: { received_at, decisions } }, global });
    const said = decided.findAll('[data-test="date-decision"]').map((one) => one.text());
    expect(said[0]).toMatch(/^认定属实，计入.*汤阴县督查办.*已核实/);
    expect(said[1]).toMatch(/^认定不实，不计入.*时钟不对/);
    expect(decided.text()).not.toContain('认定之前');
  });
});
