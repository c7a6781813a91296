import { useI18n } from 'vue-i18n'
import { textsIn, type MailDocument } from '../../../src-shared/mail-document'
import { useFormat } from '../../composables/useFormat'
import { useCatalogue } from '../../stores/catalogue'

/** How many members of a set a line names before it only counts the rest. */
const NAMED = 10

/** What a value is read with: official names of authorities by id, and the module whose classification it is of. */
export interface ValueContext {
  readonly names?: ReadonlyMap<string, string>
  readonly module?: string
}

/** The words of a mail's text, without its formatting. */
function mailWords(body: string): string {
  return textsIn((JSON.parse(body) as MailDocument).content).join(' ')
}

/** Values of fields in words: names instead of codes. */
export function useValueWords() {
  const catalogue = useCatalogue()
  const format = useFormat()
  const texts = useI18n()
  const { t } = texts

  const keyed = (key: string, value: string): string => (texts.te(key) ? t(key) : value)

  /** A user role with its module: `Allocator (PQ – Information requests)`. */
  function userRole(ref: string): string {
    const where = ref.split(':')[0] ?? ''
    const name = catalogue.roleName(ref)
    return where === 'general' ? name : `${name} (${catalogue.moduleShortName(where)})`
  }

  /** One value, or one member of a set. */
  function word(field: string, value: string, context: ValueContext): string {
    switch (field) {
      case 'memberState':
        return catalogue.memberStateName(value)
      case 'types':
        return catalogue.typeLabel(value)
      case 'language':
      case 'languages':
      case 'writtenIn':
        return catalogue.languageName(value)
      case 'module':
        return catalogue.moduleShortName(value)
      case 'role':
        return keyed(`common.role.${value}`, value)
      case 'roles':
        return userRole(value)
      case 'status':
        return keyed(
          `common.status.${value}`,
          keyed(`users.status.${value}`, keyed(`mail.status.${value}`, value)),
        )
      case 'body':
        return mailWords(value)
      case 'kind':
        return keyed(`mail.kind.${value}`, value)
      case 'failure':
        return keyed(`refusals.${value}`, keyed(`mail.${value}`, value))
      case 'passwordStatus':
        return keyed(`users.passwordStatus.${value}`, value)
      case 'origin':
        return keyed(`authority.origins.${value}`, value)
      case 'keywords':
      case 'professions':
        return catalogue.classificationLabel(value, context.module ?? '')
      case 'linkedCoordinators':
      case 'managerId':
      case 'actsFor':
      case 'authorityId':
      case 'mergedInto':
        return context.names?.get(value) ?? value
      default:
        return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? format.dateTime(value) : value
    }
  }

  /** The members of a set in a line. */
  function list(field: string, members: readonly string[], context: ValueContext = {}): string {
    const shown = members.slice(0, NAMED).map((member) => word(field, member, context))
    const rest = members.length - shown.length
    if (rest > 0) shown.push(t('common.andMore', { count: rest }, rest))
    return shown.join(', ')
  }

  /** A whole value of any kind; empty where there is none. */
  function text(
    field: string,
    value: string | number | boolean | null | readonly string[],
    context: ValueContext = {},
  ): string {
    if (value === null || value === '') return ''
    if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no')
    if (typeof value === 'number') return format.number(value)
    return typeof value === 'string' ? word(field, value, context) : list(field, value, context)
  }

  return { text, list, userRole }
}
