import { reactive } from 'vue';
import type { BulletinHeading } from '@/generated/BulletinHeading';

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What only people know of a bulletin, as it stands in fields: lists are lines. */
export function useHeadingForm() {
  const form = reactive({
    number: '',
    addressees: '',
    copies_to: '',
    issuer: '',
    contact: '',
    requirements: '',
    date: null as string | null,
    deadline: null as string | null,
  });

  function begin(heading: BulletinHeading) {
    const { number, issuer, contact, date, deadline } = heading;
    const { addressees, copies_to, requirements } = heading;
    Object.assign(form, { number, issuer, contact, date, deadline });
    form.addressees = addressees.join('\n');
    form.copies_to = copies_to.join('\n');
    form.requirements = requirements.join('\n');
  }

  /** With what it does not ask for as it was. */
  const filled = (before: BulletinHeading): BulletinHeading => ({
    ...before,
    number: form.number.trim(),
    issuer: form.issuer.trim(),
    contact: form.contact.trim(),
    date: form.date,
    deadline: form.deadline,
    addressees: lines(form.addressees),
    copies_to: lines(form.copies_to),
    requirements: lines(form.requirements),
  });

  return { form, begin, filled };
}
