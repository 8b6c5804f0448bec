import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { useGateway } from '@/stores/gateway';
import { useSession } from '@/stores/session';

const inside: RouteRecordRaw[] = [
  { path: '', name: 'dashboard', component: () => import('@/pages/dashboard/DashboardPage.vue'), meta: { title: 'Dashboard' } },
  { path: 'traffic', name: 'traffic', component: () => import('@/pages/traffic/TrafficPage.vue'), meta: { title: 'Live traffic' } },
  { path: 'exchanges/:id', name: 'exchange', component: () => import('@/pages/exchange/ExchangePage.vue'), props: true, meta: { title: 'Exchange' } },
  { path: 'audit', name: 'audit', component: () => import('@/pages/audit/AuditPage.vue'), meta: { title: 'Audit' } },
  { path: 'audit/days', name: 'audit-days', component: () => import('@/pages/audit/AuditDaysPage.vue'), meta: { title: 'Audit days' } },
  { path: 'proxies', name: 'proxies', component: () => import('@/pages/proxies/ProxiesPage.vue'), meta: { title: 'Proxies' } },
  { path: 'client-setup', name: 'client-setup', component: () => import('@/pages/proxies/ClientSetupPage.vue'), meta: { title: 'Client set-up' } },
  { path: 'policies', name: 'policies', component: () => import('@/pages/policies/PoliciesPage.vue'), meta: { title: 'Policies' } },
  { path: 'policies/test', name: 'policy-test', component: () => import('@/pages/policies/TestBenchPage.vue'), meta: { title: 'Test bench' } },
  { path: 'policies/performance', name: 'policy-performance', component: () => import('@/pages/policies/PerformancePage.vue'), meta: { title: 'Rule performance' } },
  { path: 'policies/patterns', name: 'policy-patterns', component: () => import('@/pages/policies/PatternsPage.vue'), meta: { title: 'Pattern library' } },
  { path: 'policies/outside', name: 'policy-outside', component: () => import('@/pages/policies/OutsidePage.vue'), meta: { title: 'Outside detectors' } },
  { path: 'policies/yara', name: 'policy-yara', component: () => import('@/pages/policies/YaraPage.vue'), meta: { title: 'YARA rules' } },
  { path: 'policies/:name', name: 'policy', component: () => import('@/pages/policies/PolicyPage.vue'), props: true, meta: { title: 'Policy' } },
  { path: 'users', name: 'users', component: () => import('@/pages/users/UsersPage.vue'), meta: { title: 'Users' } },
  { path: 'roles', name: 'roles', component: () => import('@/pages/roles/RolesPage.vue'), meta: { title: 'Roles' } },
  { path: 'access', name: 'access', component: () => import('@/pages/access/AccessPage.vue'), meta: { title: 'Why denied' } },
  { path: 'teams', name: 'teams', component: () => import('@/pages/teams/TeamsPage.vue'), meta: { title: 'Teams' } },
  { path: 'api-keys', name: 'api-keys', component: () => import('@/pages/keys/ApiKeysPage.vue'), meta: { title: 'API keys' } },
  { path: 'account', name: 'account', component: () => import('@/pages/account/AccountPage.vue'), meta: { title: 'My account' } },
  { path: 'settings', name: 'settings', component: () => import('@/pages/settings/SettingsPage.vue'), meta: { title: 'Settings' } },
  { path: 'system', name: 'system', component: () => import('@/pages/system/SystemPage.vue'), meta: { title: 'System' } },
  { path: 'docs', name: 'docs', component: () => import('@/pages/docs/ApiDocsPage.vue'), meta: { title: 'API' } },
  { path: ':rest(.*)*', name: 'not-found', component: () => import('@/pages/NotFoundPage.vue'), meta: { title: 'Not found' } },
];

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/sign-in', name: 'sign-in', component: () => import('@/pages/auth/SignInPage.vue'), meta: { public: true, title: 'Sign in' } },
    { path: '/change-password', name: 'change-password', component: () => import('@/pages/auth/ChangePasswordPage.vue'), meta: { title: 'Change password' } },
    { path: '/enrol-second-factor', name: 'enrol', component: () => import('@/pages/auth/EnrolPage.vue'), meta: { title: 'Two-step sign-in' } },
    { path: '/', component: () => import('@/layout/AppShell.vue'), children: inside },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
});

router.beforeEach(async (to) => {
  const session = useSession();
  await session.check();
  if (to.meta['public'] === true) {
    return true;
  }
  if (!session.isSignedIn) {
    return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } };
  }
  if (session.mustChangePassword && to.name !== 'change-password') {
    return { name: 'change-password' };
  }
  if (!session.mustChangePassword && session.mustEnrol && to.name !== 'enrol') {
    return { name: 'enrol' };
  }
  return true;
});

router.afterEach((to) => {
  const title = to.meta['title'];
  useGateway().page = typeof title === 'string' ? title : '';
});
