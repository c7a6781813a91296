import {
  mdiAccountKeyOutline,
  mdiBank,
  mdiBankPlus,
  mdiBellOutline,
  mdiBellPlusOutline,
  mdiClipboardCheckOutline,
  mdiCogOutline,
  mdiDeleteClockOutline,
  mdiEmailEditOutline,
  mdiFileTreeOutline,
  mdiFolderArrowDownOutline,
  mdiHomeCityOutline,
  mdiHomeOutline,
  mdiInboxArrowUpOutline,
  mdiSetMerge,
  mdiTableArrowDown,
} from '@mdi/js'
import { helpdeskSentence } from './helpdesk-screens'

/** An entry of the main menu. */
export interface MenuEntry {
  /** Key of its text, and of its place in the texts of commands. */
  readonly key: string
  readonly icon: string
  /** Name of the route; null while the entry only says why it cannot be used. */
  readonly route: string
  /** Its word alone says too little outside the menu: its group is named with it. */
  readonly underGroup?: boolean
  /** Key of the reason why the Helpdesk cannot use it. */
  readonly notForHelpdesk?: string
}

interface MenuGroup {
  readonly key: string
  readonly entries: readonly MenuEntry[]
}

/** The main menu in groups; entries of screens that do not work yet are not here. */
const groups: readonly MenuGroup[] = [
  {
    key: 'work',
    entries: [
      { key: 'home', icon: mdiHomeOutline, route: 'home' },
      { key: 'carryOver', icon: mdiClipboardCheckOutline, route: 'carry-over' },
    ],
  },
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
      { key: 'duplicates', icon: mdiSetMerge, route: 'duplicates' },
      { key: 'retention', icon: mdiDeleteClockOutline, route: 'retention' },
      { key: 'roleRequests', icon: mdiAccountKeyOutline, route: 'role-requests' },
      { key: 'classifications', icon: mdiFileTreeOutline, route: 'classifications' },
    ],
  },
  {
    key: 'alerts',
    entries: [
      { key: 'alertCreate', icon: mdiBellPlusOutline, route: 'alert-create', underGroup: true },
      { key: 'alertSearch', icon: mdiBellOutline, route: 'alerts', underGroup: true },
    ],
  },
  {
    key: 'mail',
    entries: [
      { key: 'sendEmail', icon: mdiEmailEditOutline, route: 'write-mail' },
      { key: 'outbox', icon: mdiInboxArrowUpOutline, route: 'outbox' },
    ],
  },
  {
    key: 'exchange',
    entries: [
      { key: 'import', icon: mdiTableArrowDown, route: 'import' },
      { key: 'migration', icon: mdiFolderArrowDownOutline, route: 'migration' },
    ],
  },
  { key: 'program', entries: [{ key: 'settings', icon: mdiCogOutline, route: 'settings' }] },
]

/** The main menu as an operator sees it. @param isHelpdesk whether they act as the IMI Helpdesk */
export function menuFor(isHelpdesk: boolean): readonly MenuGroup[] {
  return groups
    .map(({ key, entries }) => ({
      key,
      entries: entries.filter((entry) => isHelpdesk || helpdeskSentence(entry.route) === null),
    }))
    .filter(({ entries }) => entries.length > 0)
}
