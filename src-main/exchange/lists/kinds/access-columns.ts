import { ACCESS_LIST_FIELDS, type AccessListField } from '../../../../src-shared/entities/list-fields'
import { fold } from '../../../domain/folding'

/** Usual names of columns in lists of accesses and of links to coordinators. */
const HEADERS: Readonly<Record<AccessListField, string>> = {
  authorityId: 'authority|authority name|official name|organisation|organization|behorde|autorite|body',
  module: 'module|module name|modules|modul|imi module',
  role: 'role|role in the module|authority role|rolle|role of the authority',
  status: 'status|access status|status of the access|zustand|statut',
  linkedCoordinators:
    'linked coordinators|linked coordinator|coordinators|coordinator|koordinator|koordinatoren|linked to|coordinateur',
  keywords: 'keywords|keyword|schlagworte|mots cles',
  professions: 'professions|profession|sectors and professions|berufe|sectors',
  grantedAt: 'granted|granted at|granted on|access since|erteilt am',
  suspendedAt: 'suspended|suspended at|suspended on|ausgesetzt am',
}

const FIELD_BY_HEADER = new Map<string, AccessListField>(
  ACCESS_LIST_FIELDS.flatMap((field) => HEADERS[field].split('|').map((header) => [header, field] as const)),
)

/** Guesses which column fills which field of an access. Linked coordinators may stand in several columns. */
export function suggestAccessColumns(columns: readonly string[]): (AccessListField | null)[] {
  const taken = new Set<AccessListField>()
  return columns.map((column) => {
    const field = FIELD_BY_HEADER.get(fold(column).replace(/ \d+$/, ''))
    if (field === undefined || (taken.has(field) && field !== 'linkedCoordinators')) return null
    taken.add(field)
    return field
  })
}
