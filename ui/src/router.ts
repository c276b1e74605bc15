import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router';
import { guardBack } from './composables/backGesture';
import TodayPage from './pages/TodayPage.vue';
import { useDeviceStore } from './stores/device';
import { useDraftStore } from './stores/draft';
import { useNoticeStore } from './stores/notice';

declare module 'vue-router' {
  interface RouteMeta {
    /** Drawn without the rail: work that fills the screen. */
    immersive?: boolean;
  }
}

const immersive = { meta: { immersive: true } };

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/today' },
  {
    path: '/welcome',
    name: 'welcome',
    component: () => import('./pages/FirstRunPage.vue'),
    ...immersive,
  },
  // Most starts begin here, so it comes with the first scripts and not after them.
  { path: '/today', name: 'today', component: TodayPage },
  { path: '/sites', name: 'sites', component: () => import('./pages/SitesPage.vue') },
  {
    path: '/sites/:id',
    name: 'site',
    component: () => import('./pages/SitePage.vue'),
    props: true,
  },
  {
    path: '/visits/:id',
    name: 'visit',
    component: () => import('./pages/VisitPage.vue'),
    props: true,
    ...immersive,
  },
  {
    path: '/visits/:id/finish',
    name: 'finish',
    component: () => import('./pages/FinishPage.vue'),
    props: true,
    ...immersive,
  },
  {
    path: '/visits/:id/sealed',
    name: 'sealed',
    component: () => import('./pages/SealedPage.vue'),
    props: true,
    ...immersive,
  },
  {
    path: '/findings',
    name: 'findings',
    component: () => import('./pages/FindingsPage.vue'),
  },
  {
    path: '/findings/:id',
    name: 'finding',
    component: () => import('./pages/FindingPage.vue'),
    props: true,
  },
  { path: '/records', name: 'records', component: () => import('./pages/RecordsPage.vue') },
  {
    path: '/records/:id',
    name: 'record',
    component: () => import('./pages/RecordPage.vue'),
    props: true,
  },
  {
    path: '/records/:id/compare',
    name: 'compare',
    component: () => import('./pages/ComparePage.vue'),
    props: true,
  },
  {
    path: '/records/:id/slip',
    name: 'slip',
    component: () => import('./pages/SlipPage.vue'),
    props: true,
    ...immersive,
  },
  { path: '/reports', name: 'reports', component: () => import('./pages/ReportsPage.vue') },
  { path: '/sync', name: 'sync', component: () => import('./pages/SyncPage.vue') },
  { path: '/sync/enrol', name: 'enrol', component: () => import('./pages/EnrolPage.vue') },
  { path: '/settings', name: 'settings', component: () => import('./pages/SettingsPage.vue') },
  {
    path: '/settings/licences',
    name: 'licences',
    component: () => import('./pages/LicencesPage.vue'),
  },
  { path: '/:rest(.*)*', redirect: '/today' },
];

export const router = createRouter({ history: createWebHashHistory(), routes });

guardBack(router);

// Records carry a name, so the first thing that is asked is who works here. Practice has a name of
// its own, and no server to enrol with.
router.beforeEach((to) => {
  const { status } = useDeviceStore();
  if (status === null) return true;
  if (status.practice && to.name === 'enrol') return { name: 'sync' };
  return status.name !== null || to.name === 'welcome' ? true : { name: 'welcome' };
});

// Going back from a visit that was sealed does not lead into its draft: there is none any more.
router.beforeEach((to) => {
  const gone = to.name === 'visit' || to.name === 'finish';
  if (!gone || to.params.id !== useDraftStore().sealed?.draft) return true;
  return { name: 'today', replace: true };
});

// What a page said is not said over the next one.
router.afterEach((to, from) => {
  if (to.path !== from.path) useNoticeStore().clear();
});
