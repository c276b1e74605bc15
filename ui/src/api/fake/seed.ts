import { localIso } from '@/composables/dates';
import type { Answer } from '@/generated/Answer';
import type { Evidence } from '@/generated/Evidence';
import { answerDraft, fillDraft, newDraft } from './drafts';
import { contradict } from './conflict';
import { beginPractice } from './practice';
import { currentScene } from './scene';
import { recordVisit, seal } from './sealing';
import type { World } from './state';

type Past = [site: number, daysAgo: number, answers: Record<string, Answer>];

/** Some past visits of the report's county, a draft, and a colleague's visit of today. */
export function seed(world: World) {
  const scene = currentScene();
  if (scene === 'first-run' || scene === 'empty') return;
  const past: Past[] = [
    [5, 5, { 'staffing.present': 0 }],
    [4, 3, { 'staffing.present': 3, 'registration.register': 'incomplete' }],
    [3, 3, { 'staffing.present': 3, 'protection.public_masked': false }],
    [0, 2, { 'staffing.present': 2, 'control.barrier': 'makeshift' }],
    [1, 1, { 'staffing.present': 3 }],
  ];
  const earlier = { 'staffing.present': 1, 'protection.public_masked': false };
  visit(world, 'visit-earlier', [0, 9, earlier]);
  past.forEach((one, n) => visit(world, `visit-${n}`, one));
  amendOne(world);
  if (scene === 'conflict') contradict(world);
  if (scene === 'long') photograph(world);
  const colleague = world.sites[2]!;
  const at = new Date();
  at.setHours(0, 20);
  const visited_at = localIso(at);
  colleague.last_visit = {
    id: 'visit-0',
    visited_at,
    inspectors: ['督查员乙', '督查员丙'],
    admitted: null,
    team: '第2组',
    own: false,
  };
  const begun = newDraft(world, world.sites[6]!.id, 'unannounced').draft.id;
  answerDraft(world, begun, 'staffing.present', 2);
  fillDraft(world, begun, 'staffing');
  if (scene === 'practice') beginPractice(world, '练习人员');
}

function visit(world: World, id: string, [place, daysAgo, answers]: Past) {
  const { draft } = newDraft(world, world.sites[place]!.id, 'unannounced');
  for (const group of ['staffing', 'protection', 'control']) fillDraft(world, draft.id, group);
  for (const [item, answer] of Object.entries(answers)) answerDraft(world, draft.id, item, answer);
  const page = world.drafts.get(draft.id)!;
  const at = localIso(new Date(Date.now() - daysAgo * 86_400_000));
  const shown = page.evaluation.findings.find(({ item }) => item.startsWith('control.'));
  const evidence = shown ? [pastPhoto(place, shown.category, at)] : [];
  page.draft = { ...page.draft, visited_at: at, evidence };
  recordVisit(world, page, id, at, daysAgo > 1);
  world.drafts.delete(draft.id);
  world.sites[place]!.draft = null;
}

function pastPhoto(place: number, shows: string, taken_at: string): Evidence {
  const sha256 = String(place).padStart(64, '5e1c');
  return { sha256, size: 683_000, media_type: 'image/jpeg', shows, taken_at, position: null };
}

/** Many photos of one visit: some on another tablet still, some added later. */
function photograph(world: World) {
  const page = world.visits[1]!;
  const at = page.current.visited_at;
  const notes = '整改后补拍：道闸已装好，值班人员已补齐，登记表换了新的一本。';
  page.record.evidence = Array.from({ length: 14 }, (_, n) => ({
    ...pastPhoto(n, n % 2 ? 'control.weak_barrier' : 'staffing.absent', at),
    here: n % 3 > 0,
    supplement: n < 9 ? null : { at, by: '督查员乙', admitted: null, notes },
  }));
}

function amendOne(world: World) {
  const page = world.visits[1]!;
  const draft = {
    ...page.current,
    id: 'draft-amend',
    amends: { visit: page.record.id, follows: [] },
  };
  const answers = { ...page.current.answers, 'staffing.present': 3, 'registration.night': 'both' };
  const template = page.template!;
  world.drafts.set(draft.id, {
    draft: {
      ...draft,
      answers,
      filled: [],
      finding_edits: [],
      rechecks: {},
      evidence: [],
      notes: '',
    } as never,
    template,
    evaluation: {
      items: Object.keys(answers).map((code) => ({
        code,
        relevant: true,
        state: { is: 'answered' },
      })),
      findings: page.current.findings.filter(({ category }) => category !== 'staffing.absent'),
      groups: [],
      unknown: [],
    },
    last_answers: {},
    open: [],
    saved_at: page.record.sealed_at,
  });
  seal(world, draft.id, '第三名值班人员当时在登记棚内，漏记。');
}
