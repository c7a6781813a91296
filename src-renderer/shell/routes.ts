import { createRouter, createWebHashHistory, type Router } from 'vue-router'

/** Every screen and its place. The code of a screen runs when it is first opened, not when the program starts. */
export function createRoutes(): Router {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', redirect: { name: 'authorities' } },
      {
        path: '/authorities',
        name: 'authorities',
        component: () => import('../views/authorities/ManagedAuthorities.vue'),
      },
      {
        path: '/authorities/register',
        name: 'register',
        component: () => import('../views/authorities/RegisterAuthority.vue'),
      },
      {
        path: '/authorities/:id',
        name: 'authority',
        component: () => import('../views/authorities/AuthorityView.vue'),
        props: (route) => ({
          id: String(route.params['id']),
          tab: String(route.query['tab'] ?? 'authority'),
        }),
      },
      {
        path: '/authorities/:id/print',
        name: 'authority-print',
        component: () => import('../views/authorities/AuthorityPrint.vue'),
        props: true,
      },
      { path: '/home', name: 'home', component: () => import('../views/home/HomeView.vue') },
      {
        path: '/home/:kind',
        name: 'work',
        component: () => import('../views/home/WorkList.vue'),
        props: true,
      },
      { path: '/carry-over', name: 'carry-over', component: () => import('../views/home/CarryOver.vue') },
      {
        path: '/classifications',
        name: 'classifications',
        component: () => import('../views/classifications/ClassificationsView.vue'),
      },
      {
        path: '/role-requests',
        name: 'role-requests',
        component: () => import('../views/role-requests/RoleRequests.vue'),
      },
      {
        path: '/removals',
        name: 'retention',
        component: () => import('../views/retention/RetentionView.vue'),
      },
      {
        path: '/alerts',
        name: 'alerts',
        component: () => import('../views/alerts/AlertSearch.vue'),
        props: (route) => ({
          closure: route.query['closure'] ?? null,
          status: route.query['status'] ?? null,
        }),
      },
      {
        path: '/alerts/create',
        name: 'alert-create',
        component: () => import('../views/alerts/CreateAlert.vue'),
      },
      {
        path: '/alerts/:id',
        name: 'alert',
        component: () => import('../views/alerts/AlertView.vue'),
        props: (route) => ({
          id: String(route.params['id']),
          tab: String(route.query['tab'] ?? 'alert'),
          behalf: route.query['as'] ?? null,
        }),
      },
      {
        path: '/alerts/:id/print',
        name: 'alert-print',
        component: () => import('../views/alerts/AlertPrint.vue'),
        props: (route) => ({ id: String(route.params['id']), behalf: route.query['as'] ?? null }),
      },
      {
        path: '/mail',
        name: 'outbox',
        component: () => import('../views/mail/OutboxView.vue'),
        props: (route) => ({ wanted: route.query['status'] ?? null }),
      },
      { path: '/mail/write', name: 'write-mail', component: () => import('../views/mail/WriteMail.vue') },
      { path: '/users', name: 'users', component: () => import('../views/people/ManagedUsers.vue') },
      { path: '/import', name: 'import', component: () => import('../views/lists/ImportList.vue') },
      {
        path: '/migration',
        name: 'migration',
        component: () => import('../views/migration/MigrationView.vue'),
      },
      {
        path: '/migration/print',
        name: 'migration-print',
        component: () => import('../views/migration/MigrationPrint.vue'),
      },
      {
        path: '/decisions',
        name: 'decisions',
        component: () => import('../views/decisions/OpenDecisions.vue'),
      },
      {
        path: '/duplicates',
        name: 'duplicates',
        component: () => import('../views/merging/DuplicatesView.vue'),
      },
      {
        path: '/merge',
        name: 'merge',
        component: () => import('../views/merging/MergeView.vue'),
        props: (route) => ({
          ids: String(route.query['ids'] ?? '')
            .split('.')
            .filter((id) => id !== ''),
        }),
      },
      { path: '/settings', name: 'settings', component: () => import('../views/settings/SettingsView.vue') },
      { path: '/:rest(.*)', redirect: { name: 'authorities' } },
    ],
  })
}
