import {
  mdiAccountKeyOutline,
  mdiBank,
  mdiBankPlus,
  mdiCogOutline,
  mdiHomeCityOutline,
  mdiTableArrowDown,
} from '@mdi/js'

/** An entry of the main menu. */
export interface MenuEntry {
  /** Key of its text, and of its place in the texts of commands. */
  readonly key: string
  readonly icon: string
  /** Name of the route; null while the entry only says why it cannot be used. */
  readonly route: string
  /** Key of the reason why the Helpdesk cannot use it. */
  readonly notForHelpdesk?: string
}

/** The main menu in groups; entries of screens that do not work yet are not here. */
export const menuGroups: readonly { readonly key: string; readonly entries: readonly MenuEntry[] }[] = [
  {
    key: 'administration',
    entries: [
      { key: 'managedAuthorities', icon: mdiBank, route: 'authorities' },
      {
        key: 'myAuthority',
        icon: mdiHomeCityOutline,
        route: 'my-authority',
        notForHelpdesk: 'myAuthorityHelpdesk',
      },
      { key: 'registerAuthority', icon: mdiBankPlus, route: 'register' },
      { key: 'roleRequests', icon: mdiAccountKeyOutline, route: 'role-requests' },
    ],
  },
  { key: 'exchange', entries: [{ key: 'import', icon: mdiTableArrowDown, route: 'import' }] },
  { key: 'program', entries: [{ key: 'settings', icon: mdiCogOutline, route: 'settings' }] },
]
