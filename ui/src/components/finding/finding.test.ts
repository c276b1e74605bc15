import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { Quasar } from 'quasar';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from 'vue';
import { commands } from '@/api/commands';
import { resetFake } from '@/api/fake';
import { settledBy, stepOf, type FindingAction, type Step } from '@/composables/findingSteps';
import type { FindingView } from '@/generated/FindingView';
import { i18n } from '@/i18n';
import { router } from '@/router';
import FindingPhotos from '@/components/photo/FindingPhotos.vue';
import FindingDispositions from './FindingDispositions.vue';
import FindingHistory from './FindingHistory.vue';
import FindingRow from './FindingRow.vue';
import MoveDialog from './MoveDialog.vue';

const global = { plugins: [i18n, Quasar, router] };
const at = (mark: string) =>
  document.querySelector<HTMLElement>(`[data-test="${mark}"]`) ?? document.createElement('i');

async function first(): Promise<FindingView> {
  const { rows } = await commands.findings({ nature: 'fault' }, { after: null, limit: 1 });
  return rows[0]!;
}

async function open(finding: FindingView, step: Step) {
  const wrapper = mount(MoveDialog, {
    props: { finding, step, modelValue: true },
    global,
    attachTo: document.body,
  });
  await flushPromises();
  return wrapper;
}

async function write(mark: string, text: string) {
  const field = at(mark);
  const input = field.matches('input, textarea') ? field : field.querySelector('input, textarea')!;
  (input as HTMLInputElement).value = text;
  input.dispatchEvent(new Event('input'));
  await flushPromises();
}

async function record() {
  at('move-record').click();
  await flushPromises();
}

// As in the app, the first page is there before a dialog opens: going to it would close the dialog.
beforeAll(async () => {
  createApp({}).use(createPinia()).use(router);
  await router.isReady();
});
beforeEach(() => {
  setActivePinia(createPinia());
  i18n.global.locale.value = 'zh-CN';
  resetFake();
});
enableAutoUnmount(afterEach);
afterEach(() => {
  document.body.innerHTML = '';
  history.replaceState(null, '', '?');
});

describe('a step of a finding', () => {
  it('hands it over to whoever answers for the site, until the day that was tapped', async () => {
    const finding = await first();
    await open(finding, stepOf('assign', finding));
    await flushPromises();
    at('move-deadline').click();
    const today = new Date().toLocaleDateString('sv');
    at(`move-deadline-${today}`).click();
    await flushPromises();
    const { site } = await commands.site(finding.site.id);
    expect(at('move-says').textContent).toContain(`交办给${site.unit}，限`);
    await record();
    const now = await commands.finding(finding.id);
    expect(now).toMatchObject({ state: 'assigned', unit: site.unit, deadline: today });
  });

  it('that withdraws it needs its reason', async () => {
    const finding = await first();
    await open(finding, stepOf('withdraw', finding));
    await record();
    expect((await commands.finding(finding.id)).state).toBe('raised');
    await write('move-note', '重复登记');
    await record();
    const now = await commands.finding(finding.id);
    expect(now.state).toBe('withdrawn');
    expect(now.moves.at(-1)?.note).toBe('重复登记');
  });

  it('settles moves that contradict each other', async () => {
    history.replaceState(null, '', '?fake=conflict');
    resetFake();
    const { rows } = await commands.findings({ nature: 'fault' }, { after: null, limit: 60 });
    const finding = rows.find(({ conflict }) => conflict)!;
    await open(finding, settledBy(finding.moves[0]!));
    await record();
    expect(await commands.finding(finding.id)).toMatchObject({
      state: 'rectified',
      conflict: false,
    });
  });
});

async function moved(...steps: [FindingAction, string?][]) {
  const { id } = await first();
  for (const [action, note = ''] of steps) {
    const finding = await commands.finding(id);
    const step = stepOf(action, finding);
    const unit = action === 'assign' ? '白营村委会' : null;
    await commands.findingMove({ finding: id, to: step.to, unit, note });
  }
  return commands.finding(id);
}

describe('the history of a finding', () => {
  it('says each step in the words of whoever took it', async () => {
    const finding = await moved(['assign'], ['rectify'], ['fail', '又缺一人']);
    const wrapper = mount(FindingHistory, { props: { finding }, global });
    const steps = wrapper.findAll('strong').map((step) => step.text());
    expect(steps).toEqual(['检查发现', '已交办', '已整改', '复查不合格']);
    expect(wrapper.text()).toContain('又缺一人');
  });
});

describe('a row of the list', () => {
  const row = async (more: Partial<FindingView>) => {
    const finding = { ...(await first()), ...more };
    return mount(FindingRow, { props: { finding }, global }).text();
  };

  it('says in words what is overdue, repeated or comes from elsewhere', async () => {
    const deadline = new Date(Date.now() - 3 * 86_400_000).toLocaleDateString('sv');
    const late = await row({ deadline, overdue: true, times_before: 2, source: 'public_report' });
    for (const said of ['逾期 3 天', '第 3 次', '群众举报']) expect(late).toContain(said);
    const usual = await row({});
    for (const said of ['逾期', '次', '举报']) expect(usual).not.toContain(said);
  });

  it('speaks of a need in its own words', async () => {
    expect(await row({ nature: 'need', state: 'rectified' })).toContain('已解决');
    expect(await row({ state: 'rectified' })).toContain('已整改');
  });
});

describe('how a finding looks now', () => {
  async function shoot(...bytes: number[]) {
    const taker = document.querySelector('[data-test="photo-taker"]')!;
    const file = new File([new Uint8Array(bytes)], 'a.jpg', { type: 'image/jpeg' });
    const drop = new Event('drop');
    Object.assign(drop, { dataTransfer: { files: [file] } });
    taker.dispatchEvent(drop);
    await vi.waitFor(() => expect(at('move-photos').querySelector('img')).not.toBeNull());
    await flushPromises();
  }

  it('is named by the move, and stands beside how it looked when it was found', async () => {
    const finding = await first();
    await open(finding, stepOf('rectify', finding));
    at('photo-add').click();
    await flushPromises();
    await shoot(1, 2, 3);
    await record();
    const moved = await commands.finding(finding.id);
    const [move] = moved.moves.slice(-1);
    expect(move?.evidence).toHaveLength(1);
    expect(move?.evidence[0]?.shows).toBe(finding.category);
    document.body.innerHTML = '';
    mount(FindingPhotos, { props: { finding: moved }, global, attachTo: document.body });
    expect(document.querySelectorAll('[data-test="finding-photo-later"]')).toHaveLength(1);
    expect(document.body.textContent).toContain('已整改');
    expect(at('finding-photo-later').getAttribute('aria-label')).toContain('已整改');
  });

  it('is not asked for where nobody was there', async () => {
    const finding = await first();
    await open(finding, stepOf('assign', finding));
    expect(at('move-photos').tagName).toBe('I');
  });
});

it('shows what followed from a report, which has no visit', async () => {
  const [site] = (await commands.sites({}, { after: null, limit: 1 })).rows;
  const reported = await commands.findingReport({
    site: site!.id,
    source: 'online',
    category: 'staffing.unattended',
    nature: 'fault',
    severity: 'major',
    text: '网民反映无人值守。',
    received_at: null,
  });
  await commands.dispositionRecord({
    findings: [reported.id],
    subject: { unit: { name: '白营镇' } },
    measures: [{ measure: 'circulated_criticism' }],
  });
  const props = { finding: reported };
  const wrapper = mount(FindingDispositions, { props, global, attachTo: document.body });
  await flushPromises();
  expect(wrapper.findAll('[data-test="disposition"]')).toHaveLength(1);
  expect(wrapper.text()).toContain('白营镇');
});
