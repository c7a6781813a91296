import { useI18n } from 'vue-i18n'
import type { HistoryUnit, HistoryValue } from '../../../src-shared/contract/history'
import { useCatalogue } from '../../stores/catalogue'
import { useValueWords, type ValueContext } from './useValueWords'

type Entry = HistoryUnit['entries'][number]

/** A changed field in words. `old` is null where there was nothing before, `now` where `lines` say it all. */
export interface ChangeWords {
  readonly field: string
  readonly label: string
  readonly old: string | null
  readonly now: string | null
  readonly lines: readonly string[]
}

/** Fields that tell a reader nothing, or must not be told. */
const UNTOLD: ReadonlySet<string> = new Set(['id', 'authorityId', 'passwordHash', 'passwordSalt'])

/** Fields whose values are ids of authorities. */
const AUTHORITY_FIELDS: ReadonlySet<string> = new Set([
  'linkedCoordinators',
  'managerId',
  'actsFor',
  'authorityId',
  'mergedInto',
])

/** The history in words: commands, what an entry is about, and the values of its fields. */
export function useHistoryWords() {
  const texts = useI18n()
  const { t } = texts
  const catalogue = useCatalogue()
  const words = useValueWords()

  /** What was done. */
  function command(name: string): string {
    return texts.te(`history.commands.${name}`)
      ? t(`history.commands.${name}`)
      : t('history.otherCommand', { name })
  }

  /** Where an act came from, if not from somebody at this window. */
  function origin(from: string): string {
    const [kind, source] = from.split(':', 2)
    return texts.te(`history.origins.${kind ?? ''}`)
      ? t(`history.origins.${kind ?? ''}`, { source: source ?? '' })
      : ''
  }

  /** What an entry is about; empty where it is the authority itself, the name of one that was merged into it. */
  function subject(entry: Entry): string {
    if (entry.entity === 'authority') return entry.label
    const label = entry.entity === 'access' ? catalogue.moduleShortName(entry.label) : entry.label
    const what = texts.te(`history.entities.${entry.entity}`)
      ? t(`history.entities.${entry.entity}`)
      : entry.entity
    const op = entry.op === 'update' ? '' : ` – ${t(`history.ops.${entry.op}`)}`
    return `${what}${label === '' ? '' : `: ${label}`}${op}`
  }

  function single(field: string, value: HistoryValue, context: ValueContext): string {
    if (value.kind === 'erased') return t('history.erased')
    return value.kind === 'value' ? words.text(field, value.value, context) : ''
  }

  function told(entry: Entry, change: Entry['changes'][number]): boolean {
    // Whose row it is stands above it, but a merge moves it to another authority.
    const moves = change.field === 'authorityId' && entry.op === 'update'
    if (UNTOLD.has(change.field) && !moves) return false
    // The subject names the module, the user or the manager already.
    if (entry.entity === 'access' && change.field === 'module') return false
    const { after, before } = change
    if (after.kind === 'set') return after.added.length + after.removed.length > 0
    const emptyNow = after.kind === 'value' && (after.value === null || after.value === '')
    const emptyBefore = before.kind === 'value' && (before.value === null || before.value === '')
    return (
      !(emptyNow && emptyBefore) &&
      !(entry.op === 'create' && after.kind === 'value' && after.value === false)
    )
  }

  function setLines(field: string, value: HistoryValue, context: ValueContext): string[] {
    if (value.kind !== 'set') return []
    return (['added', 'removed'] as const).flatMap((which) =>
      value[which].length === 0
        ? []
        : [t(`history.${which}`, { names: words.list(field, value[which], context) })],
    )
  }

  /** The fields of an entry that changed. @param names official names of authorities by id */
  function changes(entry: Entry, names: ReadonlyMap<string, string>): ChangeWords[] {
    const context = entry.entity === 'access' ? { names, module: entry.label } : { names }
    return entry.changes
      .filter((change) => told(entry, change))
      .map(({ field, before, after }) => {
        const label = texts.te(`fields.${field}`) ? t(`fields.${field}`) : field
        const base = { field, label, lines: [] }
        if (after.kind === 'set') {
          const isNew = entry.op === 'create' && after.removed.length === 0
          return isNew
            ? { ...base, old: null, now: words.list(field, after.added, context) }
            : { ...base, old: null, now: null, lines: setLines(field, after, context) }
        }
        const old = entry.op === 'update' || entry.op === 'remove' ? single(field, before, context) : null
        return { ...base, old, now: single(field, after, context) }
      })
  }

  /** Ids of the authorities that values of these units speak of. */
  function authoritiesIn(units: readonly HistoryUnit[]): string[] {
    const ids = units
      .flatMap((unit) => unit.entries)
      .flatMap((entry) => entry.changes)
      .filter((change) => AUTHORITY_FIELDS.has(change.field))
      .flatMap(({ before, after }) => [before, after])
      .flatMap((value) => {
        if (value.kind === 'set') return [...value.added, ...value.removed]
        return value.kind === 'value' && typeof value.value === 'string' ? [value.value] : []
      })
    return [...new Set(ids)]
  }

  return { command, origin, subject, changes, authoritiesIn }
}
