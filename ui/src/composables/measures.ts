import type { DispositionVersion } from '@/generated/DispositionVersion';
import type { DispositionView } from '@/generated/DispositionView';
import type { Measure } from '@/generated/Measure';
import type { Subject } from '@/generated/Subject';

export type SubjectKind = 'person' | 'unit';

/** Which measures are offered, heaviest first. Whether one may be taken, the shell decides. */
export const OFFERED: Record<SubjectKind, Measure[]> = {
  person: [
    'transfer_to_police',
    'administrative_detention',
    'party_expulsion',
    'party_probation',
    'removal_from_party_post',
    'party_serious_warning',
    'party_warning',
    'administrative_sanction',
    'dismissal',
    'recommend_recall',
    'admonishing_talk',
    'reminder_talk',
    'interview',
    'circulated_criticism',
    'criticism_education',
    'written_self_criticism',
  ],
  unit: [
    'circulated_criticism',
    'written_self_criticism',
    'order_closure',
    'case_filed',
    'fine',
    'transfer_clue',
  ],
};

/** What has to be said beside a measure: how long, or how much. */
export const DETAIL: Partial<Record<Measure, 'days' | 'months' | 'amount'>> = {
  administrative_detention: 'days',
  party_probation: 'months',
  fine: 'amount',
};

/** Whether what is typed beside a measure is a number, or nothing. */
export const isNumber = (typed: string | undefined) => /^([1-9]\d*)?$/.test(typed?.trim() ?? '');

export const kindOf = (subject: Subject): SubjectKind => ('person' in subject ? 'person' : 'unit');
export const calledOf = (subject: Subject): string =>
  'person' in subject ? subject.person.role : subject.unit.name;

/** A disposition as one of its versions tells it. */
export const versionOf = (
  { id, facts, conflict, versions }: DispositionView,
  version: DispositionVersion,
): DispositionView => ({ ...version, id, facts, conflict, versions });
