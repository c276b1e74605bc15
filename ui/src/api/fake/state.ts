import { localIso } from '@/composables/dates';
import type { DispositionView } from '@/generated/DispositionView';
import type { DraftPage } from '@/generated/DraftPage';
import type { FindingView } from '@/generated/FindingView';
import type { Permit } from '@/generated/Permit';
import type { Permitted } from '@/generated/Permitted';
import type { SiteRow } from '@/generated/SiteRow';
import type { Status } from '@/generated/Status';
import type { SyncState } from '@/generated/SyncState';
import type { TallyView } from '@/generated/TallyView';
import type { VisitPage } from '@/generated/VisitPage';
import { firstSites } from './places';
import { currentScene, givenSettings } from './scene';

export interface World {
  status: Status;
  sync: SyncState;
  settings: Map<string, string>;
  /** What the user was asked for, and said. */
  permits: Map<Permit, Permitted>;
  sites: SiteRow[];
  drafts: Map<string, DraftPage>;
  discarded: Map<string, DraftPage>;
  visits: VisitPage[];
  open: FindingView[];
  dispositions: DispositionView[];
  tallies: TallyView[];
  /** Whether yesterday's report was stated differently on two tablets. */
  disputed: boolean;
}

const hoursAgo = (hours: number) => localIso(new Date(Date.now() - hours * 3_600_000));

export function firstStatus(): Status {
  const scene = currentScene();
  const fresh = scene === 'first-run' || scene === 'empty';
  return {
    author: 'a3f29c1be0d4476f8c5b21907ee1d3aa',
    name: scene === 'first-run' ? null : '督查员甲',
    told_apart_from: null,
    server: fresh ? null : 'https://kakou.tangyin.example',
    divisions: fresh ? [] : ['410523'],
    seq: 41,
    acknowledged: 38,
    drafts: 0,
    overdue: 0,
    pending: fresh ? 0 : 3,
    files: fresh ? { files: 0, bytes: 0 } : { files: 7, bytes: 3_260_000 },
    set_aside: scene === 'refused' ? [{ seq: 12, code: 'unknown-checklist' }] : [],
    last_contact: fresh ? null : hoursAgo(2),
    clock_drift_ms: fresh ? null : 4200,
    practice: false,
    room: scene === 'low' ? 'low' : scene === 'full' ? 'answers_only' : 'plenty',
    projection_lag: 0,
  };
}

function firstSync(): SyncState {
  const reason = currentScene() === 'refused' ? 'unauthorized' : 'unreachable';
  const soon = localIso(new Date(Date.now() + 240_000));
  const next_try_at = reason === 'unauthorized' ? null : soon;
  return { phase: 'waiting', reason, next_try_at, done: 0, total: 0 };
}

export function newWorld(): World {
  return {
    status: firstStatus(),
    sync: firstSync(),
    settings: givenSettings(),
    permits: new Map(),
    sites: firstSites(),
    drafts: new Map(),
    discarded: new Map(),
    visits: [],
    open: [],
    dispositions: [],
    tallies: [],
    disputed: false,
  };
}
