import { localIso } from '@/composables/dates';
import type { FindingState } from '@/generated/FindingState';
import type { DispositionGiven } from '../commands';
import { record as dispose } from './dispositions';
import type { World } from './state';
import { record } from './tallies';

const minutesAgo = (minutes: number) => localIso(new Date(Date.now() - minutes * 60_000));

/** Two tablets that never met corrected the same visit and moved the same finding. */
export function contradict(world: World) {
  const page = world.visits[1]!;
  const [first] = page.record.amendments;
  const answers = { ...page.original.answers, 'staffing.present': 1 };
  page.record.amendments.push({
    ...first!,
    id: 'fact-other-tablet',
    at: minutesAgo(50),
    by: '督查员乙',
    reason: '看了值班记录，当时只有一人。',
    content: { ...page.original, answers },
  });
  page.record.conflict = true;
  page.current = page.original;

  const finding = page.findings[0]!;
  const move = (n: number, to: FindingState, by: string, note: string) => ({
    id: `move-${n}`,
    to,
    at: minutesAgo(40 - n),
    by,
    admitted: null,
    unit: null,
    deadline: null,
    asks_until: null,
    note,
    evidence: [],
    head: true,
  });
  finding.moves = [
    move(1, 'rectified', '督查员甲', '已补齐人员'),
    move(2, 'rectifying', '督查员乙', '仍缺一人'),
  ];
  finding.state = 'rectifying';
  finding.conflict = true;
  countedApart(world);
  disposedApart(world);
  world.disputed = true;
}

/** Two people counted the same shift. */
function countedApart(world: World) {
  const day = localIso(new Date()).slice(0, 10);
  const said = { site: world.sites[0]!.id, shift: '白班', reason: '' };
  const tally = record(world, { ...said, day, vehicles_checked: 100 });
  const [mine] = tally.versions;
  const counts = { vehicles_checked: 120 };
  tally.versions.push({ ...mine!, fact: 'fact-other-tally', by: '督查员乙', counts });
  tally.conflict = true;
}

/** Two people corrected the same disposition. */
function disposedApart(world: World) {
  const { record: visit } = world.visits[1]!;
  const said: DispositionGiven = {
    visit: visit.id,
    findings: [],
    subject: { person: { id: 'person-1', role: '村委会主任' } },
    measures: [{ measure: 'reminder_talk' }],
  };
  const first = dispose(world, said);
  const heavier = { ...said, corrects: first.id, reason: '改为诫勉谈话' };
  const second = dispose(world, { ...heavier, measures: [{ measure: 'admonishing_talk' }] });
  const theirs = { ...second.versions[1]!, fact: 'fact-other-disposition', written_by: '督查员乙' };
  second.versions.push({ ...theirs, measures: said.measures, withdrawn: '不是他的责任' });
  second.conflict = true;
}
