import { createPinia } from 'pinia';
import { Notify, Quasar } from 'quasar';
import iconSet from 'quasar/icon-set/svg-material-symbols-outlined';
import './css/quasar-parts.sass';
import { createApp } from 'vue';
import { askAhead, forgetAhead } from './api/ahead';
import App from './App.vue';
import { askToday } from './composables/askToday';
import './css/tokens.css';
import './css/base.css';
import './css/quasar.css';
import { i18n } from './i18n';
import { router } from './router';
import { useAbilitiesStore } from './stores/abilities';
import { useDeviceStore } from './stores/device';
import { useSettingsStore } from './stores/settings';

const app = createApp(App).use(createPinia()).use(i18n);

/** Changes are heard before anything is read; what Today shows is read while it is set up. */
async function readDevice() {
  const device = useDeviceStore();
  await device.listen();
  askAhead(askToday);
  await device.refresh();
}

// Language, theme, what the device has and whether this is the first run are known before anything
// is drawn.
const known = Promise.all([useSettingsStore().load(), useAbilitiesStore().load(), readDevice()]);
app.use(Quasar, { plugins: { Notify }, iconSet });
await known;
app.use(router);
await router.isReady();
app.mount('#app');
// Another page asks for itself, and later than this.
forgetAhead();
