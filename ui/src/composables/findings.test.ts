import { describe, expect, it } from 'vitest';
import { faultsAndNeeds, standingOf, worstOf } from './findings';

const fault = { nature: 'fault', severity: 'major', state: 'raised' } as const;
const need = { nature: 'need', severity: 'grave', state: 'raised' } as const;
const withdrawn = { nature: 'fault', severity: 'grave', state: 'withdrawn' } as const;

describe('the findings of a visit', () => {
  it('count needs apart from faults, and what was withdrawn not at all', () => {
    expect(faultsAndNeeds([fault, need, withdrawn])).toEqual({ faults: 1, needs: 1 });
    expect(standingOf([fault, withdrawn])).toEqual([fault]);
  });

  it('are as bad as the worst fault that stands', () => {
    expect(worstOf([fault, need, withdrawn])).toBe('major');
    expect(worstOf([need, withdrawn])).toBeNull();
  });
});
