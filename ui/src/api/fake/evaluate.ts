import type { Answer } from '@/generated/Answer';
import type { AnswerState } from '@/generated/AnswerState';
import type { Evaluation } from '@/generated/Evaluation';
import type { Raised } from '@/generated/Raised';
import type { Severity } from '@/generated/Severity';
import { template } from './template';

type Answers = Record<string, Answer>;
type Rule = [
  item: string,
  category: string,
  severity: Severity,
  holds: (a: Answers) => boolean,
  text: string,
];

// Just enough to see findings come and go. The real rules are the shell's.
const rules: Rule[] = [
  [
    'staffing.present',
    'staffing.unattended',
    'grave',
    (a) => a['staffing.present'] === 0,
    '村口卡点无人值守。',
  ],
  [
    'staffing.present',
    'staffing.absent',
    'major',
    (a) => Number(a['staffing.present']) > 0 && a['staffing.present']! < a['staffing.rostered']!,
    '卡点当日值班人员应为三人，实际只有两人在岗。',
  ],
  [
    'staffing.leader_present',
    'staffing.no_leader',
    'major',
    (a) => a['staffing.leader_present'] === false,
    '带班干部不在岗。',
  ],
  [
    'staffing.duty_phone_answered',
    'staffing.phone_unanswered',
    'major',
    (a) => a['staffing.duty_phone_answered'] === 0,
    '现场拨打值班电话无人接听。',
  ],
  [
    'protection.public_masked',
    'protection.public_unmasked',
    'minor',
    (a) => a['protection.public_masked'] === false,
    '存在人员不戴口罩出入的情况。',
  ],
  [
    'control.barrier',
    'control.weak_barrier',
    'major',
    (a) => a['control.barrier'] === 'makeshift',
    '卡点防控措施不到位，仅设简易路障，存在管控漏洞。',
  ],
  [
    'registration.register',
    'registration.incomplete',
    'major',
    (a) => a['registration.register'] === 'incomplete',
    '《防疫防控出入登记表》登记信息不完善。',
  ],
];

function stateOf(answer: Answer | undefined): AnswerState {
  if (answer === undefined) return { is: 'unanswered' };
  if (answer === 'not_checked') return { is: 'not_checked' };
  if (typeof answer === 'number' && answer > 100_000) {
    return { is: 'invalid', why: { code: 'out-of-range', given: answer, min: 0, max: 100_000 } };
  }
  const reason = typeof answer === 'object' && !Array.isArray(answer);
  return reason ? { is: 'not_applicable' } : { is: 'answered' };
}

export function evaluate(answers: Answers): Evaluation {
  const items = template.items.map(({ code }) => {
    const relevant =
      (code !== 'control.barrier_material' || answers['control.barrier'] === 'makeshift') &&
      (code !== 'staffing.duty_phone_answered' || Number(answers['staffing.duty_phone_calls']) > 0);
    return { code, relevant, state: stateOf(relevant ? answers[code] : undefined) };
  });
  const findings = rules
    .filter(([, , , holds]) => holds(answers))
    .map(([item, category, severity, , text]): Raised => ({
      item,
      group: template.items.find(({ code }) => code === item)?.group ?? '',
      category,
      nature: 'fault',
      severity,
      text,
    }));
  const groups = template.groups.map(({ code }) => {
    const own = items.filter(
      (state) =>
        state.relevant && template.items.find((i) => i.code === state.code)?.group === code,
    );
    const count = (is: AnswerState['is']) => own.filter(({ state }) => state.is === is).length;
    const open = count('unanswered') + count('invalid');
    const begun = own.length - count('unanswered') > 0;
    return {
      code,
      relevant: own.length,
      answered: count('answered'),
      not_checked: count('not_checked'),
      faults: findings.filter(({ group }) => group === code).length,
      state: open === 0 ? ('done' as const) : begun ? ('begun' as const) : ('not_begun' as const),
    };
  });
  return { items, findings, groups, unknown: [] };
}
