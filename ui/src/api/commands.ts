import type { Abilities } from '@/generated/Abilities';
import type { Answer } from '@/generated/Answer';
import type { BulletinAsked } from '@/generated/BulletinAsked';
import type { BulletinFormat } from '@/generated/BulletinFormat';
import type { BulletinHeading } from '@/generated/BulletinHeading';
import type { BulletinLine } from '@/generated/BulletinLine';
import type { BulletinPreview } from '@/generated/BulletinPreview';
import type { Capture } from '@/generated/Capture';
import type { ChecklistView } from '@/generated/ChecklistView';
import type { ConflictView } from '@/generated/ConflictView';
import type { ComparisonView } from '@/generated/ComparisonView';
import type { DayView } from '@/generated/DayView';
import type { DispositionView } from '@/generated/DispositionView';
import type { DraftDetails } from '@/generated/DraftDetails';
import type { DraftPage } from '@/generated/DraftPage';
import type { DraftRow } from '@/generated/DraftRow';
import type { EnrolText } from '@/generated/EnrolText';
import type { Evidence } from '@/generated/Evidence';
import type { FindingEdit } from '@/generated/FindingEdit';
import type { FindingCounts } from '@/generated/FindingCounts';
import type { FindingFilter } from '@/generated/FindingFilter';
import type { FindingMoved } from '@/generated/FindingMoved';
import type { FindingView } from '@/generated/FindingView';
import type { Fix } from '@/generated/Fix';
import type { Language } from '@/generated/Language';
import type { MapApp } from '@/generated/MapApp';
import type { Method } from '@/generated/Method';
import type { PackLoaded } from '@/generated/PackLoaded';
import type { PackOrigin } from '@/generated/PackOrigin';
import type { Page } from '@/generated/Page';
import type { Permit } from '@/generated/Permit';
import type { Permitted } from '@/generated/Permitted';
import type { Position } from '@/generated/Position';
import type { Recheck } from '@/generated/Recheck';
import type { Repaired } from '@/generated/Repaired';
import type { ReportGiven } from '@/generated/ReportGiven';
import type { SealedView } from '@/generated/SealedView';
import type { SiteFilter } from '@/generated/SiteFilter';
import type { SitePage } from '@/generated/SitePage';
import type { SiteRow } from '@/generated/SiteRow';
import type { Status } from '@/generated/Status';
import type { SlipForm } from '@/generated/SlipForm';
import type { SlipOptions } from '@/generated/SlipOptions';
import type { StorageView } from '@/generated/StorageView';
import type { SyncState } from '@/generated/SyncState';
import type { TallyBy } from '@/generated/TallyBy';
import type { TallyGiven } from '@/generated/TallyGiven';
import type { TallySum } from '@/generated/TallySum';
import type { TallyView } from '@/generated/TallyView';
import type { TodayView } from '@/generated/TodayView';
import type { VerifyReport } from '@/generated/VerifyReport';
import type { VillageView } from '@/generated/VillageView';
import type { VisitFilter } from '@/generated/VisitFilter';
import type { VisitPage } from '@/generated/VisitPage';
import type { VisitRow } from '@/generated/VisitRow';
import type { Vocabulary } from '@/generated/Vocabulary';
import { call, send, watch } from './backend';

/** Where a paged list goes on. */
export interface Paging {
  after: string | null;
  limit: number;
}

/** How this device is admitted by a county's server. */
export interface Enrolment {
  server: string;
  code: string;
  name: string;
  allowHttp: boolean;
}

/** What followed, as it is written down. */
export type DispositionGiven = Omit<
  DispositionView,
  'id' | 'facts' | 'at' | 'written_by' | 'admitted' | 'conflict' | 'versions'
>;

/** A photo as the camera or a file gives it, and what is known of the moment. */
export interface Photo {
  bytes: Uint8Array<ArrayBuffer>;
  /** The item or the finding's category that it shows; `null` is the visit as a whole. */
  shows: string | null;
  position: Fix | null;
}

/** Settings that the device keeps, in the order in which they are asked for. */
const SETTINGS = [
  'language',
  'theme',
  'text-size',
  'method',
  'photo-edge',
  'photos-wifi-only',
] as const;
export type SettingKey = (typeof SETTINGS)[number];

// Every command of the shell, and nothing else calls one.
export const commands = {
  status: () => call<Status>('status'),
  syncState: () => call<SyncState>('sync_state'),
  syncNow: () => call<null>('sync_now'),

  /**
   * What the device has. What it has not may not be called either: the window of a desktop knows
   * only `permitted` and `dial` of what follows.
   */
  abilities: () => call<Abilities>('abilities'),
  /** Whether the app may use it, without asking anybody. */
  permitted: (what: Permit) => call<Permitted>('permitted', { what }),
  /** The system's own question; it may answer at once that it does not ask again. */
  permissionAsk: (what: Permit) => call<Permitted>('permission_ask', { what }),
  /** Tells every fix until `positionRest`; a second watch takes the place of the first. */
  positionWatch: (told: (fix: Fix) => void) => watch<Fix>('position_watch', told),
  positionRest: () => call<null>('position_rest'),
  /** Opens the system's app for calls with a number in it. */
  dial: (number: string) => call<null>('dial', { number }),
  /** Whether the screen stays lit. */
  keepOn: (on: boolean) => call<null>('keep_on', { on }),

  enrol: (enrolment: Enrolment) => call<Status>('enrol', { ...enrolment }),
  parseEnrol: (text: string) => call<EnrolText>('parse_enrol', { text }),
  /** Whose a pack is, to be compared before this device trusts them. */
  packOrigin: (path: string) => call<PackOrigin>('pack_origin', { path }),
  /** `trust` is the fingerprint that a person has compared, where nobody is trusted yet. */
  loadPack: (path: string, trust: string | null) => call<PackLoaded>('load_pack', { path, trust }),
  /** Goes on practising, or begins to; `name` is who practises. */
  practiceBegin: (name: string) => call<Status>('practice_begin', { name }),
  practiceReset: (name: string) => call<Status>('practice_reset', { name }),
  practiceEnd: () => call<Status>('practice_end'),
  setName: (name: string) => call<Status>('set_name', { name }),

  sites: (filter: SiteFilter, { after, limit }: Paging) =>
    call<Page<SiteRow>>('sites', { filter, after, limit }),
  site: (id: string) => call<SitePage>('site', { id }),
  siteAdd: (division: string, kind: string, name: string, position: Position | null) =>
    call<SiteRow>('site_add', { division, kind, name, position }),
  siteSetPosition: (id: string, position: Position | null) =>
    call<SitePage>('site_set_position', { id, position }),
  /** Of several descriptions of a site that contradict each other, this one holds. */
  siteSettle: (id: string, version: string) => call<SitePage>('site_settle', { id, version }),
  /** Shows a site in a map app. */
  openMap: (site: string, map: MapApp) => call<null>('open_map', { site, map }),
  vocabulary: () => call<Vocabulary>('vocabulary'),
  /** Townships and villages by name, initials or code. */
  villages: (search: string) => call<VillageView[]>('villages', { search }),
  /** The rounds that are on, the own team, and how much is covered. */
  today: () => call<TodayView>('today'),
  campaignChoose: (id: string) => call<null>('campaign_choose', { id }),

  drafts: () => call<DraftRow[]>('drafts'),
  draftNew: (site: string, method: Method) => call<DraftPage>('draft_new', { site, method }),
  draftAmend: (visit: string) => call<DraftPage>('draft_amend', { visit }),
  draft: (id: string) => call<DraftPage>('draft', { id }),
  draftAnswer: (id: string, item: string, answer: Answer | null) =>
    call<DraftPage>('draft_answer', { id, item, answer }),
  draftFill: (id: string, group: string) => call<DraftPage>('draft_fill', { id, group }),
  draftUnfill: (id: string, group: string) => call<DraftPage>('draft_unfill', { id, group }),
  draftCall: (id: string, answered: boolean) => call<DraftPage>('draft_call', { id, answered }),
  draftUncall: (id: string) => call<DraftPage>('draft_uncall', { id }),
  draftRecheck: (id: string, finding: string, seen: Recheck | null) =>
    call<DraftPage>('draft_recheck', { id, finding, seen }),
  draftEditFinding: (id: string, edit: FindingEdit) =>
    call<DraftPage>('draft_edit_finding', { id, edit }),
  draftDetails: (id: string, details: DraftDetails) =>
    call<DraftPage>('draft_details', { id, details }),
  /** Where the device found itself to be; the store keeps what says more. */
  draftFix: (id: string, fix: Fix) => call<DraftPage>('draft_fix', { id, fix }),
  draftPhotoAdd: (id: string, { bytes, shows, position }: Photo) =>
    send<DraftPage>('draft_photo_add', bytes, { id, shows, position }),
  /** The system's own camera app takes a photo; `null` when the user changed his mind. */
  draftPhotoTake: (about: Capture) => call<DraftPage | null>('draft_photo_take', { about }),
  draftPhotoRemove: (id: string, sha256: string) =>
    call<DraftPage>('draft_photo_remove', { id, sha256 }),
  /** Brings a photo back that was just removed. */
  draftPhotoRestore: (id: string, photo: Evidence) =>
    call<DraftPage>('draft_photo_restore', { id, photo }),
  draftDiscard: (id: string) => call<null>('draft_discard', { id }),
  draftRestore: (id: string) => call<DraftPage>('draft_restore', { id }),
  draftSeal: (id: string, reason: string | null) => call<SealedView>('draft_seal', { id, reason }),

  visits: (filter: VisitFilter, { after, limit }: Paging) =>
    call<Page<VisitRow>>('visits', { filter, after, limit }),
  visit: (id: string) => call<VisitPage>('visit', { id }),
  /** How many visits a filter lets through; counted up to 10,000. */
  visitCount: (filter: VisitFilter) => call<number>('visit_count', { filter }),
  /** A visit beside the site's visit before it; `null` when it is the first. */
  compare: (id: string) => call<ComparisonView | null>('compare', { id }),
  /** Adds a photo to a sealed visit: 补充. */
  visitPhotoAdd: (visit: string, { bytes, shows, position }: Photo, notes: string) =>
    send<VisitPage>('visit_photo_add', bytes, { visit, shows, position, notes }),
  /** Keeps a photo for what will be stated of it; what nothing names is cleaned up after a day. */
  photoKeep: (bytes: Uint8Array<ArrayBuffer>) =>
    send<Evidence>('photo_keep', bytes, { position: null }),
  storage: () => call<StorageView>('storage'),
  /** Fetches a photo that lies on another device; afterwards it lies here. */
  evidenceFetch: (sha256: string) => call<null>('evidence_fetch', { sha256 }),
  /** The text of a QR code in a picture; `null` when there is none. */
  readQr: (bytes: Uint8Array<ArrayBuffer>) => send<string | null>('read_qr', bytes, {}),
  findings: (filter: FindingFilter, { after, limit }: Paging) =>
    call<Page<FindingView>>('findings', { filter, after, limit }),
  findingCounts: (filter: FindingFilter) => call<FindingCounts>('finding_counts', { filter }),
  finding: (id: string) => call<FindingView>('finding', { id }),
  findingMove: (moved: FindingMoved) => call<FindingView>('finding_move', { moved }),
  /** Takes in what somebody else than an inspector found. */
  findingReport: (given: ReportGiven) => call<FindingView>('finding_report', { given }),
  /** What followed from a finding, or from its visit. */
  findingDispositions: (id: string) => call<DispositionView[]>('finding_dispositions', { id }),
  /** Writes down what followed, or puts right what `corrects` names. */
  dispositionRecord: (recorded: DispositionGiven) =>
    call<DispositionView>('disposition_record', { recorded }),
  slipOptions: (visit: string) => call<SlipOptions>('slip_options', { visit }),
  slipOptionsSet: (visit: string, options: SlipOptions) =>
    call<null>('slip_options_set', { visit, options }),
  /** The slip as a picture. */
  slip: async (visit: string, options: SlipOptions, language: Language) => {
    const bytes = await call<ArrayBuffer>('slip', { visit, options, language });
    return new Blob([new Uint8Array(bytes)], { type: 'image/png' });
  },
  /** Lets the user choose where it is saved; answers whether he did. */
  slipSave: (visit: string, options: SlipOptions, language: Language, form: SlipForm) =>
    call<boolean>('slip_save', { visit, options, language, form }),
  /** Hands the file to an app of the user's choice. */
  slipShare: (visit: string, options: SlipOptions, language: Language, form: SlipForm) =>
    call<null>('slip_share', { visit, options, language, form }),
  recordShare: (visit: string, language: Language) =>
    call<null>('record_share', { visit, language }),
  /** The whole record as a PDF; lets the user choose where it is saved. */
  recordSave: (visit: string, language: Language) =>
    call<boolean>('record_save', { visit, language }),
  flash: (visit: string, options: SlipOptions, language: Language) =>
    call<string>('flash', { visit, options, language }),
  /** What the records say of a day: `2020-02-14`. */
  day: (day: string) => call<DayView>('day', { day }),
  /** The day as a text for a chat: of all, or of the own team alone. */
  dayText: (day: string, own: boolean) => call<string>('day_text', { day, own }),
  /** States that the own team has reported the day. */
  dayReport: (day: string) => call<null>('day_report', { day }),
  /** Of several reports of a day that stand, this one holds. */
  daySettle: (id: string, fact: string) => call<null>('day_settle', { id, fact }),
  /** What checkpoints counted on some days. */
  tallies: (from: string, to: string) => call<TallyView[]>('tallies', { from, to }),
  tallySums: (from: string, to: string, by: TallyBy) =>
    call<TallySum[]>('tally_sums', { from, to, by }),
  /** Writes down what was counted on a shift, or puts it right with a reason. */
  tallyRecord: (given: TallyGiven) => call<TallyView>('tally_record', { given }),
  /** What a bulletin would say now; nothing is stated by it. */
  bulletin: (asked: BulletinAsked) => call<BulletinPreview>('bulletin', { asked }),
  /** What headquarters has checked and issued, the newest first. */
  bulletins: () => call<BulletinLine[]>('bulletins'),
  /** Lets the user choose where it is saved; answers whether he did. */
  bulletinSave: (asked: BulletinAsked, format: BulletinFormat) =>
    call<boolean>('bulletin_save', { asked, format }),
  /** What only people know of a bulletin, as it was given last. */
  bulletinHeading: () => call<BulletinHeading>('bulletin_heading'),
  bulletinHeadingSet: (heading: BulletinHeading) => call<null>('bulletin_heading_set', { heading }),
  /** Opens what was saved last. */
  openSaved: () => call<null>('open_saved'),
  /** Repairs the data that could not be opened; nothing when no damage was found. */
  repair: () => call<Repaired | null>('repair'),
  verify: () => call<VerifyReport>('verify'),
  conflicts: () => call<ConflictView[]>('conflicts'),
  checklists: () => call<ChecklistView[]>('checklists'),
  /** What a file for whoever helps would say. */
  diagnostics: () => call<string>('diagnostics'),
  /** Lets the user choose where it is saved; answers whether he did. */
  diagnosticsSave: (text: string) => call<boolean>('diagnostics_save', { text }),

  /** What was set under each key, in their order. */
  settings: () => call<(string | null)[]>('settings', { keys: SETTINGS }),
  setSetting: (key: SettingKey, value: string) => call<null>('setting_set', { key, value }),
};
