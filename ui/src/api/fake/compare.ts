import type { ComparedVisit } from '@/generated/ComparedVisit';
import type { ComparisonView } from '@/generated/ComparisonView';
import type { Course } from '@/generated/Course';
import type { VisitPage } from '@/generated/VisitPage';
import { fault } from './drafts';
import { manyPage } from './many';
import type { World } from './state';

function compared({ record, template }: VisitPage): ComparedVisit {
  const { id, visited_at, method, inspectors, admitted } = record;
  return { id, visited_at, method, inspectors, admitted, template };
}

/** Two visits beside each other; which course is which is the shell's to say. */
export function compare(of: World, id: string): ComparisonView | null {
  const page = of.visits.find(({ record }) => record.id === id) ?? manyPage(of, id);
  if (page === undefined) throw fault('no-visit', { id });
  const other = of.visits.find(({ record }) => record.id === page.before);
  if (other === undefined) return null;
  const categories = new Set([...page.findings, ...other.findings].map(({ category }) => category));
  const findings = [...categories].map((category) => {
    const now = page.findings.find((one) => one.category === category) ?? null;
    const before = other.findings.find((one) => one.category === category) ?? null;
    let course: Course = 'gone';
    if (now) course = before ? 'unrectified' : 'new';
    return { category, course, now, before };
  });
  const [answers, earlier] = [page.current.answers, other.current.answers];
  const items = page.template?.items.map(({ code }) => code) ?? [];
  const asked = items.filter((item) => item in answers || item in earlier);
  return {
    site: page.record.site.name,
    now: compared(page),
    before: compared(other),
    findings,
    answers: asked.map((item) => {
      const [now, before] = [answers[item] ?? null, earlier[item] ?? null];
      return { item, now, before, same: JSON.stringify(now) === JSON.stringify(before) };
    }),
  };
}
