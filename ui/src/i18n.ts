import { createI18n } from 'vue-i18n';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';

/** The languages that the app speaks, Chinese first. */
export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as Language,
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zh, en },
});

/** The device's own language, as far as the app speaks it. */
export function deviceLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
