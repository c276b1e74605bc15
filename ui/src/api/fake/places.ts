import type { DivisionView } from '@/generated/DivisionView';
import type { SiteRow } from '@/generated/SiteRow';
import type { Vocabulary } from '@/generated/Vocabulary';
import { currentScene } from './scene';

export const townships: DivisionView[] = [
  ['410523100', '城关镇'],
  ['410523101', '菜园镇'],
  ['410523102', '任固镇'],
  ['410523103', '五陵镇'],
  ['410523104', '宜沟镇'],
  ['410523105', '白营镇'],
  ['410523106', '伏道镇'],
  ['410523107', '韩庄镇'],
  ['410523108', '古贤镇'],
  ['410523200', '瓦岗乡'],
].map(([code = '', name = '']) => ({ code, name }));

export const townshipOf = (division: string) =>
  townships.find(({ code }) => division.startsWith(code))?.name ?? '';

const villages: [division: string, name: string][] = [
  ['410523105201', '白营村'],
  ['410523101232', '程岗村'],
  ['410523107207', '庵上村'],
  ['410523107222', '曹庄村'],
  ['410523104212', '高耳庄村'],
  ['410523102204', '綦逐村'],
  ['410523102220', '南故城沟南村'],
  ['410523102201', '白龙一街'],
  ['410523100202', '陈孔村'],
  ['410523100213', '杨孔村'],
];

const w = (zh: string, en: string) => ({ zh, en });
export const vocabulary: Vocabulary = {
  kinds: {
    village_checkpoint: w('村卡口', 'Village checkpoint'),
    office: w('机关单位', 'Office'),
    shop: w('商铺/公共场所', 'Shop'),
  },
  roles: {
    police: w('公安', 'Police'),
    health: w('卫健', 'Health'),
    community: w('社区', 'Community'),
  },
  categories: {
    'staffing.unattended': w('无人值守', 'Unattended'),
    'staffing.absent': w('缺岗', 'Staff absent'),
    'staffing.no_leader': w('带班干部不在岗', 'No leader'),
    'staffing.phone_unanswered': w('值班电话无人接听', 'Duty phone unanswered'),
    'protection.public_unmasked': w('出入人员未戴口罩', 'Public unmasked'),
    'control.weak_barrier': w('路障简易', 'Weak barrier'),
    'registration.incomplete': w('登记不完善', 'Register incomplete'),
  },
  divisions: [{ code: '410523', name: '汤阴县' }, ...townships],
  inspectors: ['督查员甲', '督查员乙', '督查员丙', '督查员丁'],
};

function site(division: string, name: string): SiteRow {
  return {
    id: `site-${division}`,
    name: `${name}卡点`,
    kind: 'village_checkpoint',
    division,
    division_name: name,
    township: townshipOf(division),
    code: null,
    open_findings: 0,
    worst: null,
    last_visit: null,
    draft: null,
    position: null,
    distance_m: null,
  };
}

const numbered = (most: number) =>
  Array.from({ length: most }, (_, n) =>
    site(`41052310${n % 9}${String(300 + n)}`, `第${n + 1}生产队南`),
  );

export function firstSites(): SiteRow[] {
  const scene = currentScene();
  if (scene === 'empty' || scene === 'first-run') return [];
  const known = villages.map(([division, name]) => site(division, name));
  known.slice(2, 8).forEach((row, n) => {
    row.position = { latitude: 35.92134 + n * 0.013, longitude: 114.35612 + n * 0.004 };
  });
  if (scene === 'long') {
    known[0]!.name =
      '汤阴县白营镇白营村村民委员会东北角通往京港澳高速公路连接线的临时疫情防控检查卡点（含货运车辆）';
  }
  return [...known, ...numbered(scene === 'many' ? 2000 : 60)];
}

export const pinyin: Record<string, string> = {
  白营村卡点: 'byckd',
  程岗村卡点: 'cgckd',
  庵上村卡点: 'asckd',
};
