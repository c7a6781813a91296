import { createI18n } from 'vue-i18n'
import imports from '../../resources/texts/en/imports.json'
import accesses from './en/accesses.json'
import alerts from './en/alerts.json'
import authorities from './en/authorities.json'
import authority from './en/authority.json'
import backups from './en/backups.json'
import bulk from './en/bulk.json'
import carryOver from './en/carryOver.json'
import classifications from './en/classifications.json'
import common from './en/common.json'
import explain from './en/explain.json'
import fields from './en/fields.json'
import forms from './en/forms.json'
import history from './en/history.json'
import home from './en/home.json'
import lists from './en/lists.json'
import mail from './en/mail.json'
import merging from './en/merging.json'
import migration from './en/migration.json'
import paper from './en/paper.json'
import people from './en/people.json'
import progress from './en/progress.json'
import refusals from './en/refusals.json'
import retention from './en/retention.json'
import roleRequests from './en/roleRequests.json'
import session from './en/session.json'
import settings from './en/settings.json'
import shell from './en/shell.json'
import translation from './en/translation.json'
import tree from './en/tree.json'
import undo from './en/undo.json'
import users from './en/users.json'
import { pseudo, type Texts } from './pseudo'

/** English, area by area. What the main process writes into files, too, is kept in `resources/texts`. */
export const en = {
  common,
  shell,
  session,
  settings,
  alerts,
  authorities,
  authority,
  accesses,
  backups,
  bulk,
  carryOver,
  classifications,
  home,
  users,
  paper,
  people,
  history,
  explain,
  translation,
  tree,
  lists: { ...lists, ...imports.lists },
  mail,
  merging,
  migration: { ...migration, ...imports.migration },
  fields,
  forms,
  refusals,
  retention,
  roleRequests,
  progress,
  undo,
}

/** A language for tests: 40 % longer and accented, so that cut-off texts and texts not translated stand out. */
export const PSEUDO = 'en-XA'

/** Texts of the window in the chosen language. */
export function createTexts(locale: string) {
  return createI18n({
    legacy: false,
    locale,
    fallbackLocale: 'en',
    messages: { en, [PSEUDO]: pseudo(en as unknown as Texts) as typeof en },
  })
}
