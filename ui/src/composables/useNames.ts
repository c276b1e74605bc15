import { useI18n } from 'vue-i18n';

/** What people are called; beside a name that is claimed the admitted one, where that is another. */
export function useNames() {
  const { t } = useI18n();

  const called = (name: string, admitted: string | null) =>
    name && admitted ? t('common.admitted', { name, admitted }) : name;
  /** Whoever signed something. */
  const signed = ({ by, admitted }: { by: string; admitted: string | null }) =>
    called(by, admitted);
  /** Whoever wrote something down. */
  const writer = (of: { written_by: string; admitted: string | null }) =>
    called(of.written_by, of.admitted);
  /** Those who made a visit. */
  const people = (names: string[], admitted: string | null) =>
    called(names.join(t('common.list-comma')), admitted);

  return { called, signed, writer, people };
}
