import type { ChecklistView } from '@/generated/ChecklistView';
import type { ConflictView } from '@/generated/ConflictView';
import type { EnrolText } from '@/generated/EnrolText';
import { localIso } from '@/composables/dates';
import { fault } from './drafts';
import { currentScene } from './scene';
import type { World } from './state';

/** The code that the QR codes of the stand-in carry. */
export const FAKE_CODE = 'K7QF-9M2P-4TXE-0B6Y-WH3A';
const QR = `kakou:enrol?url=${encodeURIComponent('https://kakou.tangyin.example')}&code=${FAKE_CODE}`;

/** What the camera sees. */
export const readQr = () => (currentScene() === 'qr' ? QR : null);

export function parseEnrol(text: string): EnrolText {
  const url = /^kakou:enrol\?url=([^&]*)&code=(.*)$/.exec(text.trim());
  const code = url?.[2] ?? text.trim();
  if (!/^(\w{4}-?){5}$/.test(code)) throw fault('code-unknown');
  return { server: url?.[1] === undefined ? null : decodeURIComponent(url[1]), code };
}

/** Codes that begin with EXPI have expired; 督查员乙 has another tablet in use. */
export function enrol(of: World, server: string, code: string, name: string) {
  parseEnrol(code);
  if (code.startsWith('EXPI')) throw fault('code-expired');
  const second = name === '督查员乙';
  of.status = {
    ...of.status,
    server,
    name: second ? `${name}（2）` : name,
    told_apart_from: second ? name : null,
  };
  of.sync = { ...of.sync, reason: null, next_try_at: null, phase: 'idle' };
  return of.status;
}

export const checklists: ChecklistView[] = [
  { id: 'checkpoint', version: 1, title: { zh: '卡口督查', en: 'Checkpoints' } },
  { id: 'office', version: 1, title: { zh: '机关单位督查', en: 'Offices' } },
  { id: 'shop', version: 2, title: { zh: '商铺督查', en: 'Shops' } },
];

export function conflicts(of: World): ConflictView[] {
  const visits = of.visits.filter(({ record }) => record.conflict);
  const findings = of.visits.flatMap((page) => page.findings.filter(({ conflict }) => conflict));
  return [
    ...visits.map(({ record: { id, site, visited_at } }) => ({
      what: 'visit' as const,
      visit: id,
      site,
      visited_at,
    })),
    ...findings.map(({ id, site, text }) => ({
      what: 'finding' as const,
      finding: id,
      site,
      text,
    })),
    ...of.dispositions
      .filter(({ conflict }) => conflict)
      .map(({ id, subject, visit = null, findings = [] }) => ({
        what: 'disposition' as const,
        disposition: id,
        subject,
        visit,
        finding: findings[0] ?? null,
        site: of.visits.find(({ record }) => record.id === visit)?.record.site ?? null,
      })),
    ...of.tallies
      .filter(({ conflict }) => conflict)
      .map(({ id, site, day, shift = '' }) => ({
        what: 'tally' as const,
        tally: id,
        site,
        day,
        shift,
      })),
    ...(of.disputed
      ? [
          {
            what: 'day' as const,
            report: 'day-report',
            day: localIso(new Date()).slice(0, 10),
            of: '第2组',
          },
        ]
      : []),
  ];
}

export function diagnostics({ status, sync }: World): string {
  const { seq, acknowledged, projection_lag, last_contact, clock_drift_ms, room } = status;
  const counts = { conflict: 0, draft: 1, entry: 914, finding: 212, journal: 6, visit: 351 };
  const device = {
    schema: 2,
    enrolled: status.server !== null,
    entries: seq,
    acknowledged,
    counts,
  };
  const times = { projection_lag, last_contact, clock_drift_ms, room };
  const { phase, reason } = sync;
  const recent = [{ at: last_contact, level: 'info', part: 'kakou_sync::runner', code: 'stalled' }];
  const document = {
    app: '0.1.0',
    system: 'linux',
    device: { ...device, ...times },
    sync: { phase, reason },
    recent,
  };
  return JSON.stringify(document, null, 2);
}
