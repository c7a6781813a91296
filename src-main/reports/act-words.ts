import { classificationLabel, moduleOf, type Catalogue } from '../../src-shared/catalogue'
import type { EntryField, UnitEntry } from '../app/ports'

/** Fields that tell whoever carries an act over nothing, or must not be told. */
const UNTOLD: ReadonlySet<string> = new Set([
  'id',
  'authorityId',
  'passwordHash',
  'grantedAt',
  'suspendedAt',
  'registeredAt',
  'inactivatedAt',
  'externalIds',
])

/** How many members of a set are named before the rest is counted. */
const NAMED = 60

/** What the values of an act are read with. */
export interface ActNames {
  readonly catalogue: Catalogue
  /** Official name of an authority by its id; the id where it is not known. */
  readonly authority: (id: string) => string
  /** The module of an access by its id. */
  readonly moduleOfAccess: (id: string) => string
}

/** What an act did, entry by entry, in words of the catalogue: for whoever does it again in the central IMI. */
export function actInWords(entries: readonly UnitEntry[], names: ActNames): string {
  return entries
    .map((entry) => entryInWords(entry, names))
    .filter((line) => line !== '')
    .join('\n')
}

function entryInWords(entry: UnitEntry, names: ActNames): string {
  const module = entry.entity === 'access' ? names.moduleOfAccess(entry.entityId) : ''
  const parts = [...entry.fields].flatMap(([field, change]) => {
    // Whose row it is stands beside the act, but a merge moves it to another authority.
    const moves = field === 'authorityId' && entry.op === 'update'
    if (UNTOLD.has(field) && !moves) return []
    const text = fieldInWords(field, change, module, entry.op, names)
    return text === '' ? [] : [`${field}: ${text}`]
  })
  if (parts.length === 0) return ''
  const subject = module === '' ? entry.entity : (moduleOf(names.catalogue, module)?.name ?? module)
  return `${subject} (${entry.op}): ${parts.join('; ')}`
}

function fieldInWords(
  field: string,
  change: EntryField,
  module: string,
  op: UnitEntry['op'],
  names: ActNames,
): string {
  const word = (value: string): string => valueInWords(field, value, module, names)
  if (change.kind === 'erased') return '(erased)'
  if (change.kind === 'set') {
    const listed = (members: readonly string[], sign: string): string[] => {
      const shown = members.slice(0, NAMED).map((member) => `${sign}${word(member)}`)
      return members.length > NAMED ? [...shown, `${sign}${String(members.length - NAMED)} more`] : shown
    }
    return [...listed(change.added, op === 'create' ? '' : '+'), ...listed(change.removed, '−')].join(', ')
  }
  const text = (value: unknown): string =>
    value === null || value === undefined
      ? ''
      : word(typeof value === 'string' ? value : JSON.stringify(value))
  const [before, after] = [text(change.before), text(change.after)]
  if (op === 'update') return `${before === '' ? '(empty)' : before} → ${after === '' ? '(empty)' : after}`
  return op === 'create' ? after : before
}

function valueInWords(
  field: string,
  value: string,
  module: string,
  { catalogue, authority }: ActNames,
): string {
  switch (field) {
    case 'module':
      return moduleOf(catalogue, value)?.name ?? value
    case 'keywords':
    case 'professions':
      return classificationLabel(catalogue, value, module)
    case 'linkedCoordinators':
    case 'managerId':
    case 'mergedInto':
    case 'authorityId':
      return authority(value)
    default:
      return value
  }
}
