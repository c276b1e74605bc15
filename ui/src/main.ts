import { createPinia } from 'pinia';
import { Notify, Quasar } from 'quasar';
import iconSet from 'quasar/icon-set/svg-material-symbols-outlined';
import 'quasar/dist/quasar.css';
import { createApp } from 'vue';
import App from './App.vue';
import './css/tokens.css';
import './css/base.css';
import './css/quasar.css';
import { i18n } from './i18n';
import { router } from './router';
import { useAbilitiesStore } from './stores/abilities';
import { useDeviceStore } from './stores/device';
import { useSettingsStore } from './stores/settings';

const app = createApp(App)
  .use(createPinia())
  .use(i18n)
  .use(Quasar, { plugins: { Notify }, iconSet });

// Language, theme, what the device has and whether this is the first run are known before anything
// is drawn.
await Promise.all([
  useSettingsStore().load(),
  useAbilitiesStore().load(),
  useDeviceStore().start(),
]);
app.use(router).mount('#app');
