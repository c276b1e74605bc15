import type { Answer } from '@/generated/Answer';
import type { AnswerKind } from '@/generated/AnswerKind';
import type { FilledFrom } from '@/generated/FilledFrom';
import type { Item } from '@/generated/Item';
import type { Template } from '@/generated/Template';

// A short checklist with each kind of answer. The real ones come from the shell.
const words = (zh: string, en: string) => ({ zh, en });
const count = (min = 0): AnswerKind => ({ count: { min, max: 100_000 } });
const choices = (list: string) =>
  list.split(' ').map((pair) => {
    const [code = '', zh = ''] = pair.split('=');
    return { code, label: words(zh, code.replaceAll('_', ' ')) };
  });
const one = (list: string): AnswerKind => ({ one: { choices: choices(list) } });
const many = (list: string): AnswerKind => ({ many: { choices: choices(list) } });

function item(
  code: string,
  zh: string,
  en: string,
  answer: AnswerKind,
  normal: Answer | null = null,
  filled_from: FilledFrom = 'inspector',
): Item {
  const [group = ''] = code.split('.');
  return {
    code,
    group,
    label: words(zh, en),
    unit: null,
    answer,
    filled_from,
    relevant: null,
    constraints: [],
    normal,
    rules: [],
  };
}

export const template: Template = {
  id: 'checkpoint',
  version: 1,
  title: words('村卡口检查表', 'Village checkpoint'),
  kinds: [
    {
      code: 'village_checkpoint',
      name: words('村卡口', 'Village checkpoint'),
      place: '卡点',
      gate: '村口卡点',
    },
  ],
  constants: {},
  categories: [],
  joins: [],
  groups: [
    { code: 'staffing', label: words('在岗情况', 'Staffing') },
    { code: 'protection', label: words('个人防护', 'Protection') },
    { code: 'control', label: words('管控措施', 'Access control') },
    { code: 'registration', label: words('登记测温', 'Registration') },
    { code: 'disinfection', label: words('消毒情况', 'Disinfection') },
    { code: 'other', label: words('其他情况', 'Other') },
  ],
  items: [
    item('staffing.rostered', '应到人数', 'Rostered', count(1), null, 'roster'),
    item('staffing.present', '实到人数', 'Present', count()),
    item('staffing.leader_present', '带班干部在岗', 'Leader present', 'yes_no', true),
    item(
      'staffing.duty_phone_calls',
      '值班电话拨打次数',
      'Calls to the duty phone',
      count(),
      null,
      'calls_made',
    ),
    item(
      'staffing.duty_phone_answered',
      '值班电话接通次数',
      'Answered calls',
      count(),
      null,
      'calls_answered',
    ),
    item('protection.staff_masked', '值守人员佩戴口罩', 'Staff masked', 'yes_no', true),
    item('protection.public_masked', '出入人员佩戴口罩', 'Public masked', 'yes_no', true),
    item(
      'control.barrier',
      '路障',
      'Barrier',
      one('gate=道闸/栏杆 makeshift=简易路障 none=未设路障 blocked=封死或挖断道路'),
      'gate',
    ),
    item(
      'control.barrier_material',
      '用什么设的',
      'Made of',
      many('tables=桌椅 rope=绳索 debris=杂物 vehicle=车辆'),
    ),
    item('control.single_entry', '一门出入', 'Single entry', 'yes_no', true),
    item('control.outsiders_checked', '外来人员和车辆查验', 'Outsiders checked', 'yes_no', true),
    item(
      'registration.register',
      '《防疫防控出入登记表》',
      'Register',
      one('complete=完善 incomplete=不完善 none=无登记'),
      'complete',
    ),
    item('registration.temperature_measured', '测量体温', 'Temperature', 'yes_no', true),
    item(
      'registration.night',
      '夜间登记测温',
      'At night',
      one('both=登记并测温 register_only=只登记 none=无人登记和测温'),
    ),
    item('registration.shared_pen', '共用一支笔', 'Shared pen', 'yes_no', false),
    item(
      'disinfection.times_yesterday',
      '昨日消毒次数（查记录）',
      'Disinfected yesterday',
      count(),
    ),
    item('disinfection.record_kept', '消毒记录', 'Record kept', 'yes_no', true),
    {
      ...item(
        'gatherings.kind',
        '聚集现象',
        'Gatherings',
        many('gambling=聚众赌博 drinking=聚众饮酒 banquet=聚餐宴席 cards=打牌打麻将'),
        [],
      ),
      group: 'other',
    },
    {
      ...item('isolation.observed', '居家隔离人数', 'In home isolation', count()),
      group: 'other',
    },
  ],
};
