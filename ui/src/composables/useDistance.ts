import { useI18n } from 'vue-i18n';

/** A distance as people say it: 350 米, 1.2 公里, 12 公里. */
export function useDistance() {
  const { t } = useI18n();
  return (metres: number) => {
    if (metres < 995) return t('sites.metres', { n: Math.max(1, Math.round(metres / 10)) * 10 });
    const kilometres = metres / 1000;
    return t('sites.kilometres', { n: kilometres.toFixed(kilometres < 9.95 ? 1 : 0) });
  };
}
