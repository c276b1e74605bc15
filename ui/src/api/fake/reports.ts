import type { BulletinAsked } from '@/generated/BulletinAsked';
import type { BulletinHeading } from '@/generated/BulletinHeading';
import type { BulletinLine } from '@/generated/BulletinLine';
import type { BulletinPreview } from '@/generated/BulletinPreview';
import type { DayDispute } from '@/generated/DayDispute';
import type { DayOf } from '@/generated/DayOf';
import type { DayView } from '@/generated/DayView';
import { localIso } from '@/composables/dates';
import { townshipOf } from './places';
import { today } from './sites';
import type { World } from './state';

const reporter = (of: World) => today(of).team?.name ?? of.status.name ?? '';

function visitsOf(of: World, day: string) {
  return of.visits.filter(({ record }) => record.visited_at.startsWith(day));
}

function figures(pages: World['visits']) {
  const found = pages.flatMap(({ record }) => record.findings);
  const faults = found.filter(({ nature }) => nature === 'fault');
  return {
    visits: pages.length,
    sites: new Set(pages.map(({ record }) => record.site.id)).size,
    faults: faults.length,
    on_spot: faults.filter(({ state }) => state === 'rectified').length,
    needs: found.length - faults.length,
  };
}

/** One of the team reported before the visits of the other had arrived. */
function dispute(of: World, asked: string): DayDispute {
  const version = (n: number, by: string, text: string) => ({
    fact: `fact-day-${n}`,
    day: asked,
    reporter: by,
    visits: n,
    faults: 0,
    needs: 0,
    text,
    at: localIso(new Date()),
    by,
    admitted: null,
  });
  const versions = [
    version(0, '督查员甲', '【督查日报】检查点位0个，零报告。'),
    version(1, '督查员乙', '【督查日报】检查点位1个，未发现问题。'),
  ];
  return { id: 'day-report', of: reporter(of), versions };
}

export function day(of: World, asked: string): DayView {
  const visits = visitsOf(of, asked);
  const reported = of.settings.has(`reported.${asked}`);
  const own: DayOf = {
    name: reporter(of),
    admitted: null,
    division: null,
    reported,
    own: true,
    ...figures(visits),
  };
  const other: DayOf = { ...own, name: '第1组', reported: false, own: false, ...figures([]) };
  const towns = new Set(visits.map(({ record }) => record.site.division.slice(0, 9)));
  return {
    day: asked,
    all: figures(visits),
    teams: of.sites.length === 0 ? [own] : [other, own],
    townships: [...towns].sort().map((division) => ({
      name: townshipOf(division),
      admitted: null,
      division,
      reported: false,
      own: false,
      ...figures(visits.filter(({ record }) => record.site.division.startsWith(division))),
    })),
    tablets: null,
    disputes:
      of.disputed && asked === localIso(new Date()).slice(0, 10) ? [dispute(of, asked)] : [],
  };
}

export function ownText(of: World, asked: string): string {
  const { sites, faults } = figures(visitsOf(of, asked));
  const found = faults === 0 ? '零报告：未发现问题' : `发现问题${faults}个`;
  return `【督查日报】${asked}，${reporter(of)}检查点位${sites}个，${found}。`;
}

export const report = (of: World, asked: string) => void of.settings.set(`reported.${asked}`, '');

const blank: BulletinHeading = {
  subject: '',
  organisers: [],
  from: null,
  to: null,
  mark: '',
  number: '',
  title: '',
  addressees: [],
  date: null,
  sealed: false,
  copies_to: [],
  issuer: '',
  circulation: { above: [], beside: [], below: [], copies: null },
  requirements: [],
  deadline: null,
  contact: '',
};

export function heading(of: World): BulletinHeading {
  const kept = of.settings.get('bulletin-heading');
  return kept === undefined ? blank : (JSON.parse(kept) as BulletinHeading);
}

export const rememberHeading = (of: World, given: BulletinHeading) =>
  void of.settings.set('bulletin-heading', JSON.stringify(given));

export function bulletin(of: World, { form, heading: given }: BulletinAsked): BulletinPreview {
  const all = figures(of.visits);
  const places = of.visits.map(({ record }, place) => {
    const texts = record.findings.map(({ text }) => text).join('');
    return `${place + 1}.${record.site.name}。${texts || '未发现问题。'}`;
  });
  const named = given.number || '＿＿＿＿';
  return {
    text: [
      form === 'official' ? named : `第${named}期`,
      '关于村卡口疫情防控督查情况的通报',
      ...(given.addressees.length > 0 ? [`${given.addressees.join('，')}：`] : []),
      `近日，督查组对全县村卡口疫情防控工作进行了实地暗访，检查点位${all.sites}个，发现问题${all.faults}个。现将有关情况通报如下：`,
      '一、存在问题',
      ...places,
      '二、下一步要求',
      ...given.requirements,
    ].join('\n'),
    totals: {
      sites_due: 303,
      sites_done: 117,
      visits: all.visits,
      sites_visited: all.sites,
      sites_with_findings: of.visits.filter(({ record }) => record.findings.length > 0).length,
      exemplary: 0,
      findings: all.faults,
      findings_by_group: {},
      rectified: all.on_spot,
      needs: all.needs,
      cases: 0,
      persons_disposed: 0,
      units_disposed: 0,
      persons_by_heaviest_measure: {},
      further_measures: {},
    },
    blanks: given.number ? [] : [form === 'official' ? '发文字号' : '期号'],
    as_of: localIso(new Date()),
  };
}

/** One that waits to be issued, and one that was. */
export function bulletins(): BulletinLine[] {
  const checked: BulletinLine = {
    state: 'checked',
    fact: '00000000-0000-7000-8000-000000000002',
    number: '汤疫防指〔2020〕4号',
    title: '关于村卡口疫情防控督查情况的通报',
    campaign: null,
    from: '2020-02-13',
    to: '2020-02-17',
    checked_at: '2020-02-17T12:00:00+08:00',
    checker: '督查办甲',
    issued_at: null,
    signer: null,
    same_person: false,
  };
  const issued: BulletinLine = {
    ...checked,
    state: 'issued',
    fact: '00000000-0000-7000-8000-000000000001',
    number: '汤疫防指〔2020〕3号',
    issued_at: '2020-02-12T18:00:00+08:00',
    checked_at: '2020-02-12T17:00:00+08:00',
    signer: '督查办甲',
    same_person: true,
  };
  return [checked, issued];
}
