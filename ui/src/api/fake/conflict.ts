import { localIso } from '@/composables/dates';
import type { FindingState } from '@/generated/FindingState';
import type { World } from './state';

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
    unit: null,
    deadline: null,
    asks_until: null,
    note,
    head: true,
  });
  finding.moves = [
    move(1, 'rectified', '督查员甲', '已补齐人员'),
    move(2, 'rectifying', '督查员乙', '仍缺一人'),
  ];
  finding.state = 'rectifying';
  finding.conflict = true;
}
