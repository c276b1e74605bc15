import { createI18n } from 'vue-i18n';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';

/** The languages that the app speaks, Chinese first. */
export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/**
 * Until somebody chooses: a machine's own locale says little here (kiosks and
 * fresh installations run in the C locale), and the first page offers the other one.
 */
export const firstLanguage: Language = 'zh-CN';

export const i18n = createI18n({
  legacy: false,
  locale: firstLanguage as Language,
  fallbackLocale: firstLanguage,
  messages: { 'zh-CN': zh, en },
});
