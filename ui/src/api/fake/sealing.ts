import { localIso } from '@/composables/dates';
import { faultsAndNeeds } from '@/composables/findings';
import type { Draft } from '@/generated/Draft';
import type { DraftPage } from '@/generated/DraftPage';
import type { FindingView } from '@/generated/FindingView';
import type { SealedView } from '@/generated/SealedView';
import type { VisitContent } from '@/generated/VisitContent';
import type { VisitPage } from '@/generated/VisitPage';
import type { VisitRow } from '@/generated/VisitRow';
import { draftOf, fault } from './drafts';
import { justRaised } from './findings';
import { townshipOf } from './places';
import type { World } from './state';
import { template } from './template';

let sealed = 0;

function contentOf({ draft, evaluation }: DraftPage): VisitContent {
  const relevant = evaluation.items.filter((item) => item.relevant);
  const answers = relevant.map(({ code }) => [code, draft.answers[code] ?? 'not_checked'] as const);
  return {
    site: draft.site,
    campaign: null,
    team: null,
    inspectors: draft.inspectors,
    method: draft.method,
    visited_at: draft.visited_at,
    ended_at: null,
    position: draft.position ?? { missing: { reason: 'unavailable' } },
    checklist: { id: template.id, version: template.version, hash: '' },
    answers: Object.fromEntries(answers),
    filled: draft.filled,
    findings: evaluation.findings.map((raised) => ({
      ...raised,
      text: draft.finding_edits.find((e) => e.category === raised.category)?.text ?? raised.text,
      id: `finding-${draft.id}-${raised.category}`,
    })),
    evidence: draft.evidence,
    signature: draft.signature ?? (draft.method === 'unannounced' ? 'undisclosed' : 'nobody'),
    good_practice: draft.good_practice,
    notes: draft.notes,
  };
}

function viewsOf(content: VisitContent, visit: string): FindingView[] {
  return content.findings.map(({ id, category, item, nature, severity, text }) => ({
    id,
    category,
    nature,
    severity,
    text,
    ...justRaised(),
    visit,
    source: 'inspection',
    found_at: content.visited_at,
    site: content.site,
    township: townshipOf(content.site.division),
    photos: (content.evidence ?? [])
      .filter(({ shows }) => shows === category || shows === item)
      .map(({ sha256 }) => sha256),
  }));
}

/** What the server has of a visit’s photos: all of them, or none yet. */
function filesOf(evidence: { size: number }[], synced: boolean) {
  const bytes = evidence.reduce((sum, { size }) => sum + size, 0);
  const missing = synced ? 0 : evidence.length;
  return { files: evidence.length, bytes, missing, bytes_missing: synced ? 0 : bytes };
}

/** A record as the world keeps it; `at` is when it was sealed. */
export function recordVisit(
  world: World,
  page: DraftPage,
  id: string,
  at: string,
  synced: boolean,
) {
  const content = contentOf(page);
  const findings = viewsOf(content, id);
  const { site, visited_at, method, inspectors, checklist, answers } = content;
  const kept: VisitPage = {
    record: {
      id,
      key: id,
      author: world.status.author,
      seq: ++sealed,
      site,
      visited_at,
      method,
      inspectors,
      admitted: null,
      campaign: null,
      checklist,
      answers,
      findings,
      evidence: (content.evidence ?? []).map((one) => ({ ...one, here: true, supplement: null })),
      notes: content.notes ?? '',
      sealed_at: at,
      synced,
      files: filesOf(content.evidence ?? [], synced),
      check_code: '7KQ2-M9XD',
      amendments: [],
      conflict: false,
      outside: false,
      date: 'counts',
    },
    doubt: null,
    original: content,
    current: content,
    template,
    findings,
    dispositions: [],
    before: world.visits.find(({ record }) => record.site.id === site.id)?.record.id ?? null,
  };
  world.visits.unshift(kept);
  world.open.push(...findings);
  const row = world.sites.find((known) => known.id === site.id);
  if (row) {
    row.last_visit = { id, visited_at, inspectors, admitted: null, team: null, own: true };
    row.open_findings = world.open.filter((finding) => finding.site.id === site.id).length;
    row.worst = findings[0]?.severity ?? row.worst;
  }
  return kept;
}

function amend(world: World, draft: Draft, content: VisitContent, reason: string, at: string) {
  const page = world.visits.find(({ record }) => record.id === draft.amends?.visit);
  if (page === undefined) throw fault('no-visit');
  const by = world.status.name ?? '';
  page.record.amendments = [
    ...page.record.amendments.map((amendment) => ({ ...amendment, head: false })),
    {
      id: `fact-${++sealed}`,
      at,
      by,
      admitted: null,
      reason,
      head: true,
      by_another: false,
      content,
    },
  ];
  page.current = content;
  page.record.conflict = false;
  const standing = new Set(content.findings.map(({ category }) => category));
  for (const finding of page.findings) {
    if (!standing.has(finding.category)) finding.state = 'withdrawn';
  }
  return page;
}

export function seal(world: World, id: string, reason: string | null): SealedView {
  const page = draftOf(world, id);
  if (page.evaluation.items.some(({ state }) => state.is === 'invalid')) {
    throw fault('invalid-answers');
  }
  const at = localIso(new Date());
  const kept = page.draft.amends
    ? amend(world, page.draft, contentOf(page), reason ?? '', at)
    : recordVisit(world, page, id, at, false);
  for (const [finding, seen] of Object.entries(page.draft.rechecks)) {
    const known = world.open.find((open) => open.id === finding);
    if (known && seen === 'rectified') {
      known.state = known.state === 'rectified' ? 'verified' : 'rectified';
    } else if (known?.state === 'rectified') known.state = 'rectifying';
  }
  world.drafts.delete(id);
  for (const row of world.sites) if (row.draft === id) row.draft = null;
  const { status } = world;
  world.status = { ...status, drafts: world.drafts.size, pending: status.pending + 1 };
  const { record, current } = kept;
  return {
    id: record.id,
    site: record.site,
    sealed_at: at,
    check_code: record.check_code,
    ...faultsAndNeeds(current.findings),
    not_checked: Object.values(current.answers).filter((one) => one === 'not_checked').length,
  };
}

export function rowOf({ record, current }: VisitPage): VisitRow {
  const { id, site, visited_at, method, inspectors, admitted } = record;
  const { findings, synced, files, conflict } = record;
  return {
    id,
    site,
    township: townshipOf(site.division),
    visited_at,
    method,
    inspectors,
    admitted,
    findings,
    not_checked: Object.values(current.answers).filter((one) => one === 'not_checked').length,
    synced,
    files,
    amended: record.amendments.length > 0,
    conflict,
    outside: record.outside,
    date: record.date,
  };
}
