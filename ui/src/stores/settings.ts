import { Dark, Lang } from 'quasar';
import langEn from 'quasar/lang/en-US';
import langZh from 'quasar/lang/zh-CN';
import { defineStore } from 'pinia';
import { ref } from 'vue';
import { commands } from '@/api/commands';
import { firstLanguage, i18n, languages, type Language } from '@/i18n';
import type { Method } from '@/generated/Method';

// Quasar’s packs and the function that takes them differ in one optional argument.
type LanguagePack = Parameters<typeof Lang.set>[0];

export const themes = ['light', 'dark', 'sunlight'] as const;
export type Theme = (typeof themes)[number];

/** Per cent of the usual size. */
export const textSizes = ['100', '125', '150', '200'] as const;
export type TextSize = (typeof textSizes)[number];

export const methods: readonly Method[] = [
  'unannounced',
  'announced',
  'document_review',
  'phone_check',
];

/** Pixels of a kept photo's longest edge. */
export const photoEdges = ['1280', '2048', '3072'] as const;
export type PhotoEdge = (typeof photoEdges)[number];

/** How the app looks and speaks on this device, and how visits are begun. */
export const useSettingsStore = defineStore('settings', () => {
  const language = ref<Language>(firstLanguage);
  const theme = ref<Theme>('light');
  const textSize = ref<TextSize>('100');
  const method = ref<Method>('unannounced');
  const photoEdge = ref<PhotoEdge>('2048');
  const photosWifiOnly = ref(true);

  function apply() {
    i18n.global.locale.value = language.value;
    Lang.set((language.value === 'zh-CN' ? langZh : langEn) as LanguagePack);
    const root = document.documentElement;
    root.lang = language.value;
    root.dataset.theme = theme.value;
    root.style.setProperty('--text-scale', String(Number(textSize.value) / 100));
    Dark.set(theme.value === 'dark');
  }

  /** Settings that cannot be read leave the usual ones: the app must come up. */
  async function load() {
    const [spoken, look, size, way, edge, wifi] = await commands.settings().catch(() => []);
    language.value = languages.find((known) => known === spoken) ?? language.value;
    theme.value = themes.find((known) => known === look) ?? theme.value;
    textSize.value = textSizes.find((known) => known === size) ?? textSize.value;
    method.value = methods.find((known) => known === way) ?? method.value;
    photoEdge.value = photoEdges.find((known) => known === edge) ?? photoEdge.value;
    photosWifiOnly.value = wifi !== 'no';
    apply();
  }

  async function setLanguage(value: Language) {
    language.value = value;
    apply();
    await commands.setSetting('language', value);
  }

  async function setTheme(value: Theme) {
    theme.value = value;
    apply();
    await commands.setSetting('theme', value);
  }

  async function setTextSize(value: TextSize) {
    textSize.value = value;
    apply();
    await commands.setSetting('text-size', value);
  }

  async function setMethod(value: Method) {
    method.value = value;
    await commands.setSetting('method', value);
  }

  async function setPhotoEdge(value: PhotoEdge) {
    photoEdge.value = value;
    await commands.setSetting('photo-edge', value);
  }

  async function setPhotosWifiOnly(value: boolean) {
    photosWifiOnly.value = value;
    await commands.setSetting('photos-wifi-only', value ? 'yes' : 'no');
  }

  return {
    language,
    theme,
    textSize,
    method,
    photoEdge,
    photosWifiOnly,
    load,
    setLanguage,
    setTheme,
    setTextSize,
    setMethod,
    setPhotoEdge,
    setPhotosWifiOnly,
  };
});
