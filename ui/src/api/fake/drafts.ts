import { localIso } from '@/composables/dates';
import type { Answer } from '@/generated/Answer';
import type { Draft } from '@/generated/Draft';
import type { DraftDetails } from '@/generated/DraftDetails';
import type { DraftPage } from '@/generated/DraftPage';
import type { Evidence } from '@/generated/Evidence';
import type { FindingEdit } from '@/generated/FindingEdit';
import type { Method } from '@/generated/Method';
import type { Recheck } from '@/generated/Recheck';
import { evaluate } from './evaluate';
import type { World } from './state';
import { template } from './template';

export const fault = (code: string, facts: Record<string, string> = {}) => ({ code, facts });
const now = () => localIso(new Date());
let made = 0;

export function draftOf(world: World, id: string): DraftPage {
  const page = world.drafts.get(id);
  if (page === undefined) throw fault('no-draft', { id });
  return page;
}

function keep(world: World, draft: Draft): DraftPage {
  const page: DraftPage = {
    draft,
    template,
    evaluation: evaluate(draft.answers),
    last_answers: { 'staffing.present': 3, 'control.barrier': 'gate' },
    open: world.open.filter(
      ({ site, state }) =>
        site.id === draft.site.id && state !== 'verified' && state !== 'withdrawn',
    ),
    saved_at: now(),
  };
  world.drafts.set(draft.id, page);
  world.status = { ...world.status, drafts: world.drafts.size };
  const row = world.sites.find(({ id }) => id === draft.site.id);
  if (row && draft.amends === null) row.draft = draft.id;
  return page;
}

export function newDraft(world: World, site: string, method: Method): DraftPage {
  const row = world.sites.find(({ id }) => id === site);
  if (row === undefined) throw fault('no-site', { site });
  return keep(world, {
    id: `draft-${++made}`,
    amends: null,
    site: { id: row.id, name: row.name, kind: row.kind, division: row.division },
    campaign: null,
    team: null,
    inspectors: [world.status.name ?? '', '督查员丁'],
    method,
    visited_at: now(),
    ended_at: null,
    position: null,
    answers: { 'staffing.rostered': 3, 'staffing.duty_phone_calls': 0 },
    filled: [],
    calls: [],
    finding_edits: [],
    rechecks: {},
    evidence: [],
    signature: null,
    good_practice: '',
    notes: '',
  });
}

export function amendDraft(world: World, visit: string): DraftPage {
  const page = world.visits.find(({ record }) => record.id === visit);
  if (page === undefined) throw fault('no-visit', { visit });
  const { current } = page;
  return keep(world, {
    ...current,
    id: `draft-${++made}`,
    amends: { visit, follows: [] },
    filled: [],
    calls: current.calls ?? [],
    finding_edits: [],
    rechecks: {},
    evidence: [],
    notes: current.notes ?? '',
    good_practice: current.good_practice ?? '',
  });
}

export function answerDraft(world: World, id: string, item: string, answer: Answer | null) {
  const { draft } = draftOf(world, id);
  const rest = Object.fromEntries(Object.entries(draft.answers).filter(([code]) => code !== item));
  const filled = draft.filled.map((press) => ({
    ...press,
    items: press.items.filter((code) => code !== item),
  }));
  return keep(world, {
    ...draft,
    answers: answer === null ? rest : { ...rest, [item]: answer },
    filled: filled.filter(({ items }) => items.length > 0),
  });
}

export function fillDraft(world: World, id: string, group: string) {
  const { draft, evaluation } = draftOf(world, id);
  const items = template.items.filter(
    (item) =>
      item.group === group &&
      item.normal != null &&
      evaluation.items.some(
        ({ code, relevant, state }) => code === item.code && relevant && state.is === 'unanswered',
      ),
  );
  const answers = Object.fromEntries(items.map(({ code, normal }) => [code, normal ?? true]));
  return keep(world, {
    ...draft,
    answers: { ...draft.answers, ...answers },
    filled: [...draft.filled, { group, items: Object.keys(answers) }],
  });
}

export function unfillDraft(world: World, id: string, group: string) {
  const { draft } = draftOf(world, id);
  const taken = draft.filled.filter((press) => press.group === group).flatMap(({ items }) => items);
  const left = Object.entries(draft.answers).filter(([code]) => !taken.includes(code));
  return keep(world, {
    ...draft,
    answers: Object.fromEntries(left),
    filled: draft.filled.filter((press) => press.group !== group),
  });
}

function countCalls(draft: Draft): Draft {
  const answered = draft.calls.filter((call) => call.answered).length;
  const answers: Draft['answers'] = Object.fromEntries(
    Object.entries(draft.answers).filter(([code]) => code !== 'staffing.duty_phone_answered'),
  );
  answers['staffing.duty_phone_calls'] = draft.calls.length;
  if (draft.calls.length > 0) answers['staffing.duty_phone_answered'] = answered;
  return { ...draft, answers };
}

export function callDuty(world: World, id: string, answered: boolean) {
  const { draft } = draftOf(world, id);
  return keep(world, countCalls({ ...draft, calls: [...draft.calls, { at: now(), answered }] }));
}

export function uncallDuty(world: World, id: string) {
  const { draft } = draftOf(world, id);
  return keep(world, countCalls({ ...draft, calls: draft.calls.slice(0, -1) }));
}

export function recheckFinding(world: World, id: string, finding: string, seen: Recheck | null) {
  const { draft } = draftOf(world, id);
  const others = Object.entries(draft.rechecks).filter(([known]) => known !== finding);
  const now = seen === null ? others : [...others, [finding, seen] as const];
  return keep(world, { ...draft, rechecks: Object.fromEntries(now) });
}

export function editFinding(world: World, id: string, edit: FindingEdit) {
  const { draft } = draftOf(world, id);
  const others = draft.finding_edits.filter(({ category }) => category !== edit.category);
  return keep(world, { ...draft, finding_edits: [...others, edit] });
}

export function addPhoto(world: World, id: string, photo: Evidence) {
  const { draft } = draftOf(world, id);
  const others = draft.evidence.filter(({ sha256 }) => sha256 !== photo.sha256);
  return keep(world, { ...draft, evidence: [...others, photo] });
}

export function removePhoto(world: World, id: string, removed: string) {
  const { draft } = draftOf(world, id);
  const left = draft.evidence.filter(({ sha256 }) => sha256 !== removed);
  return keep(world, { ...draft, evidence: left });
}

export function setDetails(world: World, id: string, details: DraftDetails) {
  return keep(world, { ...draftOf(world, id).draft, ...details });
}

export function discardDraft(world: World, id: string) {
  const page = draftOf(world, id);
  world.drafts.delete(id);
  world.discarded.set(id, page);
  world.status = { ...world.status, drafts: world.drafts.size };
  for (const row of world.sites) if (row.draft === id) row.draft = null;
}

export function restoreDraft(world: World, id: string): DraftPage {
  const page = world.discarded.get(id);
  if (page === undefined) throw fault('no-draft', { id });
  world.discarded.delete(id);
  return keep(world, page.draft);
}
