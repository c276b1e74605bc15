import type { CampaignView } from '@/generated/CampaignView';
import type { Fix } from '@/generated/Fix';
import type { Position } from '@/generated/Position';
import type { SiteFilter } from '@/generated/SiteFilter';
import type { SiteRow } from '@/generated/SiteRow';
import type { SiteVersion } from '@/generated/SiteVersion';
import type { TodayView } from '@/generated/TodayView';
import type { VillageView } from '@/generated/VillageView';
import { draftOf, fault, setDetails } from './drafts';
import { OPEN } from './findings';
import { pinyin, townships } from './places';
import { currentScene } from './scene';
import type { World } from './state';

/** What the own team is to visit. */
const SHARE = ['410523105', '410523107'];

const round = (id: string, title: string): CampaignView => ({
  id,
  title,
  organisers: ['县纪委监委', '县疫情防控指挥部'],
  methods: ['unannounced'],
  from: '2020-02-14',
  to: null,
  closed: false,
  kinds: [],
  divisions: ['410523'],
  sites: [],
});
const rounds = [
  round('round-2', '村卡口疫情防控督查（第2轮）'),
  round('round-1', '复工企业防控措施专项督查'),
];

/** Metres, near enough on a county's scale. */
function metres(from: Position, to: Position) {
  const north = (to.latitude - from.latitude) * 111_320;
  const east =
    (to.longitude - from.longitude) * 111_320 * Math.cos((from.latitude * Math.PI) / 180);
  return Math.round(Math.hypot(north, east));
}

export function sites({ sites: rows }: World, filter: SiteFilter): SiteRow[] {
  const search = filter.search?.toLowerCase();
  const { near } = filter;
  const found = rows
    .filter(
      (row) =>
        (!search || row.name.includes(search) || pinyin[row.name]?.startsWith(search)) &&
        (!filter.division || row.division.startsWith(filter.division)) &&
        (!filter.kind || row.kind === filter.kind) &&
        (!filter.assigned || SHARE.some((code) => row.division.startsWith(code))),
    )
    .map((row) => ({
      ...row,
      distance_m: near && row.position ? metres(near, row.position) : null,
    }));
  if (!near) return found;
  return found.sort((a, b) => (a.distance_m ?? Infinity) - (b.distance_m ?? Infinity));
}

export function today(of: World): TodayView {
  const none = of.sites.length === 0;
  return {
    campaigns: none ? [] : rounds,
    campaign: none ? null : (of.settings.get('round') ?? rounds[0]!.id),
    team: none
      ? null
      : { id: 'team-3', name: '第3组', members: ['督查员甲', '督查员丁'], divisions: SHARE },
    assigned: !none,
    coverage: {
      due: none ? 0 : 303,
      done: none ? 0 : 117,
      townships: none
        ? []
        : townships.map(({ code, name }, n) => ({ division: code, name, due: 31, done: n * 3 })),
    },
  };
}

export function villages(of: World, search: string): VillageView[] {
  const known = of.sites.map(({ division, division_name, township }) => ({
    code: division,
    name: division_name,
    township,
  }));
  const all = [...townships.map((one) => ({ ...one, township: '' })), ...known];
  const fits = ({ code, name }: VillageView) =>
    name.includes(search) || code.startsWith(search) || pinyin[`${name}卡点`]?.startsWith(search);
  return all.filter(fits).slice(0, 50);
}

export function addSite(
  of: World,
  given: { division: string; kind: string; name: string; position: Position | null },
): SiteRow {
  const { division, kind, name, position } = given;
  const same = of.sites.find((row) => row.division === division && row.name === name);
  if (same) return same;
  const [village] = villages(of, division);
  const row: SiteRow = {
    id: `site-${division}-${name}`,
    name,
    kind,
    division,
    division_name: village?.name ?? '',
    township: village?.township ?? '',
    code: null,
    open_findings: 0,
    worst: null,
    last_visit: null,
    draft: null,
    position,
    distance_m: null,
  };
  of.sites.unshift(row);
  return row;
}

export function setPosition(of: World, id: string, position: Position | null) {
  siteOf(of, id).position = position;
  return sitePage(of, id);
}

/** The stand-in's contradiction ends with the scene's first choice. */
export function settle(of: World, id: string, version: string) {
  const chosen = versions(of, id).find((one) => one.id === version);
  if (chosen === undefined) throw fault('no-version', { version });
  siteOf(of, id).position = chosen.site.position ?? null;
  of.settings.set(`settled-${id}`, version);
  return sitePage(of, id);
}

function siteOf(of: World, id: string): SiteRow {
  const row = of.sites.find((known) => known.id === id);
  if (row === undefined) throw fault('no-site', { id });
  return row;
}

function versions(of: World, id: string): SiteVersion[] {
  if (currentScene() !== 'conflict' || of.settings.has(`settled-${id}`)) return [];
  const { division, kind, name } = siteOf(of, id);
  const version = (n: number, by: string, phone: string, latitude: number): SiteVersion => ({
    id: `version-${n}`,
    at: `2020-02-1${n}T09:30:00+08:00`,
    by,
    admitted: null,
    site: {
      division,
      kind,
      name,
      phone,
      liaison: '镇包村干部',
      position: { latitude, longitude: 114.3561 },
    },
  });
  return [
    version(4, '汤阴县', '0372-6223456', 35.9213),
    version(5, '督查员乙', '0372-6229999', 35.9255),
  ];
}

function lastFix(of: World, id: string): Fix | null {
  const visit = of.visits.find(
    ({ record, current }) => record.site.id === id && 'known' in current.position,
  );
  return visit?.current.position ?? null;
}

export function sitePage(of: World, id: string) {
  const row = siteOf(of, id);
  const shift = (name: string, begins: string, ends: string) => ({
    name,
    begins,
    ends,
    required: 3,
    leader: '村党支部书记',
  });
  const shifts = [shift('白班', '08:00:00', '20:00:00'), shift('夜班', '20:00:00', '08:00:00')];
  const contradicting = versions(of, id);
  return {
    row,
    site: {
      ...row,
      phone: '0372-6223456',
      liaison: '镇包村干部',
      unit: `${row.division_name}村委会`,
    },
    shifts,
    shift_now: shifts[0],
    open: of.open.filter(({ site, state }) => site.id === id && OPEN.includes(state)),
    conflict: contradicting.length > 0,
    versions: contradicting,
    last_fix: lastFix(of, id),
  };
}

/** As the store: a typed position and a better one stay. */
export function noteFix(of: World, id: string, fix: Fix) {
  const held = draftOf(of, id).draft.position;
  const accuracy = (one: Fix | null) =>
    one && 'known' in one ? (one.known.accuracy_m ?? 0) : Infinity;
  if (held !== null && accuracy(held) <= accuracy(fix)) return draftOf(of, id);
  return setDetails(of, id, { position: fix });
}
