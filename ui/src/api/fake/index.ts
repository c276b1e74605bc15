import type { Answer } from '@/generated/Answer';
import type { Capture } from '@/generated/Capture';
import type { DraftDetails } from '@/generated/DraftDetails';
import type { Evidence } from '@/generated/Evidence';
import type { FindingEdit } from '@/generated/FindingEdit';
import type { FindingFilter } from '@/generated/FindingFilter';
import type { FindingMoved } from '@/generated/FindingMoved';
import type { Fix } from '@/generated/Fix';
import type { Status } from '@/generated/Status';
import type { Method } from '@/generated/Method';
import type { Permit } from '@/generated/Permit';
import type { Recheck } from '@/generated/Recheck';
import type { Position } from '@/generated/Position';
import type { ReportGiven } from '@/generated/ReportGiven';
import type { TallyBy } from '@/generated/TallyBy';
import type { TallyGiven } from '@/generated/TallyGiven';
import type { SlipOptions } from '@/generated/SlipOptions';
import type { SiteFilter } from '@/generated/SiteFilter';
import type { VisitFilter } from '@/generated/VisitFilter';
import type { BulletinAsked } from '@/generated/BulletinAsked';
import type { BulletinHeading } from '@/generated/BulletinHeading';
import type { DispositionGiven } from '../commands';
import * as device from './device';
import * as dispositions from './dispositions';
import * as drafts from './drafts';
import * as findings from './findings';
import { fetchPhoto, keepPhoto, photoToDraft, photoToVisit } from './photos';
import { vocabulary } from './places';
import { manyPage, scan } from './many';
import { compare } from './compare';
import { beginPractice, endPractice } from './practice';
import * as papers from './papers';
import { paged } from './queries';
import * as reports from './reports';
import { currentScene } from './scene';
import { seal } from './sealing';
import { seed } from './seed';
import * as places from './sites';
import * as tablet from './tablet';
import * as tallies from './tallies';
import { newWorld, type World } from './state';

// Stands in for the shell in a plain browser and in tests. Not part of the app's bundle.

/** What any command may be given; each takes its own part. */
interface Arguments {
  id: string;
  item: string;
  answer: Answer | null;
  group: string;
  answered: boolean;
  seen: Recheck | null;
  shows: string | null;
  notes: string;
  sha256: string;
  photo: Evidence;
  edit: FindingEdit;
  details: DraftDetails;
  reason: string | null;
  finding: string;
  site: string;
  visit: string;
  method: Method;
  division: string;
  kind: string;
  name: string;
  search: string;
  version: string;
  position: Position | null;
  fix: Fix;
  server: string;
  code: string;
  text: string;
  key: string;
  keys: string[];
  value: string;
  after: string | null;
  limit: number;
  filter: SiteFilter & VisitFilter & FindingFilter;
  moved: FindingMoved;
  given: ReportGiven | TallyGiven;
  from: string;
  to: string;
  by: TallyBy;
  recorded: DispositionGiven;
  options: SlipOptions;
  day: string;
  asked: BulletinAsked;
  heading: BulletinHeading;
  what: Permit;
  about: Capture;
}
type Bytes = Uint8Array<ArrayBuffer>;
type Answering = (world: World, args: Arguments, bytes: Bytes) => unknown;

let world = begin();
const listeners = new Map<string, Set<(payload: unknown) => void>>();

function begin(): World {
  const fresh = newWorld();
  seed(fresh);
  return fresh;
}

/** A new world, for the next test. */
export function resetFake() {
  world = begin();
}

/** The one command that goes on telling after it has answered. */
export async function fakeWatch(_: string, told: (payload: unknown) => void): Promise<null> {
  return tablet.watchPosition(told);
}

export function fakeListen(event: string, heard: (payload: unknown) => void): () => void {
  const known = listeners.get(event) ?? new Set();
  listeners.set(event, known.add(heard));
  return () => known.delete(heard);
}

function emit(event: string, payload: unknown) {
  for (const heard of listeners.get(event) ?? []) heard(payload);
}

function status(of: World): Status {
  return { ...of.status, overdue: findings.counts(of, { nature: 'fault' }).overdue };
}

function changed() {
  emit('sync-changed', { status: status(world), sync: world.sync });
  emit('data-changed', null);
}

async function syncNow(of: World) {
  const total = of.status.pending;
  for (let done = 0; done <= total; done++) {
    of.sync = { phase: 'pushing', reason: null, next_try_at: null, done, total };
    changed();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  of.status = { ...of.status, pending: 0, last_contact: new Date().toISOString() };
  const { bytes } = of.status.files;
  for (let done = 0; done < bytes; done += bytes / 4) {
    of.sync = { phase: 'uploading', reason: null, next_try_at: null, done, total: bytes };
    changed();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  of.status = { ...of.status, files: { files: 0, bytes: 0 } };
  of.sync = { phase: 'idle', reason: null, next_try_at: null, done: 0, total: 0 };
  for (const { record } of of.visits) {
    record.synced = true;
    record.files = { ...record.files, missing: 0, bytes_missing: 0 };
  }
  changed();
}

const answers: Record<string, Answering> = {
  status,
  sync_state: (of) => of.sync,
  sync_now: (of) => void syncNow(of),
  abilities: () => tablet.abilities(),
  permitted: (of, { what }) => tablet.permitted(of, what),
  permission_ask: (of, { what }) => tablet.ask(of, what),
  position_rest: () => tablet.restPosition(),
  dial: () => null,
  keep_on: () => null,
  evidence_fetch: (of, { sha256 }) => fetchPhoto(of, sha256),
  enrol: (of, { server, code, name }) => device.enrol(of, server, code, name),
  parse_enrol: (_, { text }) => device.parseEnrol(text),
  pack_origin: (of) => ({
    county: '汤阴县',
    fingerprint: '7QWZ-9TCH-ZQSJ',
    trusted: of.status.server !== null,
  }),
  load_pack: () => ({ facts: 314 }),
  practice_begin: (of, { name }) => beginPractice(of, name),
  practice_reset: (of, { name }) => beginPractice(of, name),
  practice_end: (of) => endPractice(of),
  set_name: (of, { name }) => (of.status = { ...of.status, name }),
  sites: (of, { filter, after, limit }) => paged(places.sites(of, filter), after, limit),
  site: (of, { id }) => places.sitePage(of, id),
  site_add: (of, args) => places.addSite(of, args),
  site_set_position: (of, { id, position }) => places.setPosition(of, id, position),
  site_settle: (of, { id, version }) => places.settle(of, id, version),
  open_map: () => null,
  vocabulary: () => vocabulary,
  villages: (of, { search }) => places.villages(of, search),
  today: (of) => places.today(of),
  campaign_choose: (of, { id }) => void of.settings.set('round', id),
  drafts: (of) =>
    [...of.drafts.values()].map(({ draft, evaluation, saved_at }) => ({
      id: draft.id,
      site: draft.site,
      saved_at,
      answered: evaluation.groups.reduce((sum, group) => sum + group.answered, 0),
      relevant: evaluation.groups.reduce((sum, group) => sum + group.relevant, 0),
      amends: draft.amends?.visit ?? null,
    })),
  draft_new: (of, { site, method }) => drafts.newDraft(of, site, method),
  draft_amend: (of, { visit }) => drafts.amendDraft(of, visit),
  draft: (of, { id }) => drafts.draftOf(of, id),
  draft_answer: (of, { id, item, answer }) => drafts.answerDraft(of, id, item, answer),
  draft_fill: (of, { id, group }) => drafts.fillDraft(of, id, group),
  draft_unfill: (of, { id, group }) => drafts.unfillDraft(of, id, group),
  draft_call: (of, { id, answered }) => drafts.callDuty(of, id, answered),
  draft_uncall: (of, { id }) => drafts.uncallDuty(of, id),
  draft_recheck: (of, { id, finding, seen }) => drafts.recheckFinding(of, id, finding, seen),
  draft_edit_finding: (of, { id, edit }) => drafts.editFinding(of, id, edit),
  draft_fix: (of, { id, fix }) => places.noteFix(of, id, fix),
  draft_details: (of, { id, details }) => drafts.setDetails(of, id, details),
  draft_photo_add: (of, { id, shows }, bytes) => photoToDraft(of, id, bytes, shows),
  draft_photo_take: (of, { about }) => tablet.takePhoto(of, about),
  draft_photo_remove: (of, { id, sha256 }) => drafts.removePhoto(of, id, sha256),
  draft_photo_restore: (of, { id, photo }) => drafts.addPhoto(of, id, photo),
  visit_photo_add: (of, { visit, notes }, bytes) => photoToVisit(of, visit, bytes, notes),
  photo_keep: (_, __, bytes) => keepPhoto(bytes, null),
  storage: ({ status }) => ({
    database: 48_300_000,
    photos: 612_000_000,
    photo_count: 874,
    free: status.room === 'plenty' ? 21_400_000_000 : 180_000_000,
    room: status.room,
  }),
  read_qr: device.readQr,
  conflicts: device.conflicts,
  checklists: () => device.checklists,
  diagnostics: device.diagnostics,
  diagnostics_save: () => true,
  draft_discard: (of, { id }) => drafts.discardDraft(of, id),
  draft_restore: (of, { id }) => drafts.restoreDraft(of, id),
  draft_seal: (of, { id, reason }) => seal(of, id, reason),
  visits: (of, { filter, after, limit }) => {
    const found = scan(of, filter, after, limit + 1);
    const page = found.slice(0, limit);
    const next = found.length > limit ? String(page.at(-1)?.place) : null;
    return { rows: page.map(({ row }) => row), next };
  },
  visit_count: (of, { filter }) => scan(of, filter, null, 10_000).length,
  compare: (of, { id }) => compare(of, id),
  visit: (of, { id }) => {
    const page = of.visits.find(({ record }) => record.id === id) ?? manyPage(of, id);
    if (page === undefined) throw drafts.fault('no-visit', { id });
    return { ...page, dispositions: dispositions.ofVisit(of, id) };
  },
  findings: (of, { filter, after, limit }) => paged(findings.findings(of, filter), after, limit),
  finding_counts: (of, { filter }) => findings.counts(of, filter),
  finding: (of, { id }) => findings.finding(of, id),
  finding_move: (of, { moved }) => findings.move(of, moved),
  finding_report: (of, { given }) => findings.report(of, given as ReportGiven),
  finding_dispositions: (of, { id }) => dispositions.ofFinding(of, id),
  disposition_record: (of, { recorded }) => dispositions.record(of, recorded),
  slip_options: papers.options,
  slip_options_set: (of, { visit, options }) => papers.remember(of, visit, options),
  slip: papers.picture,
  slip_save: () => true,
  slip_share: () => null,
  record_share: () => null,
  record_save: () => true,
  flash: papers.flash,
  day: (of, { day }) => reports.day(of, day),
  day_text: (of, { day }) => reports.ownText(of, day),
  day_report: (of, { day }) => reports.report(of, day),
  day_settle: (of) => void (of.disputed = false),
  tallies: (of, { from, to }) => tallies.tallies(of, from, to),
  tally_sums: (of, { from, to, by }) => tallies.sums(of, from, to, by),
  tally_record: (of, { given }) => tallies.record(of, given as TallyGiven),
  bulletin: (of, { asked }) => reports.bulletin(of, asked),
  bulletins: () => reports.bulletins(),
  bulletin_save: () => true,
  bulletin_heading: (of) => reports.heading(of),
  bulletin_heading_set: (of, { heading }) => reports.rememberHeading(of, heading),
  open_saved: () => null,
  repair: ({ status }) => ({
    set_aside: 'kakou.db.damaged-20200214-100000000',
    kept: status.seq,
    carried: 0,
    missing: 0,
    unsent_lost: 0,
    drafts: 1,
    complete: true,
    successor: false,
    enrol_again: false,
  }),
  verify: ({ status }) => ({
    ok: true,
    journals: [
      {
        author: status.author,
        name: status.name ?? '',
        entries: status.seq,
        verified_to: status.seq,
        bad: null,
      },
    ],
  }),
  settings: (of, { keys }) => keys.map((key) => of.settings.get(key) ?? null),
  setting_set: (of, { key, value }) => void of.settings.set(key, value),
};

const LISTS = [
  'sites',
  'visits',
  'drafts',
  'site',
  'visit',
  'draft',
  'coverage',
  'compare',
  'day',
  'tallies',
  'bulletin',
  'bulletins',
];

export async function fakeInvoke(
  command: string,
  args: Record<string, unknown>,
  bytes: Bytes = new Uint8Array(),
): Promise<unknown> {
  const scene = currentScene();
  if (scene === 'slow' && LISTS.includes(command)) await new Promise(() => undefined);
  if (scene === 'fail' && LISTS.includes(command)) throw drafts.fault('damaged');
  const answer = answers[command];
  if (answer === undefined) throw drafts.fault('unknown', { detail: command });
  // As over the shell's border: what comes back shares nothing with what is kept.
  const given = JSON.parse(JSON.stringify(args)) as Arguments;
  return JSON.parse(JSON.stringify((await answer(world, given, bytes)) ?? null));
}
