import type { AccessListField } from '../../../../src-shared/entities/list-fields'
import { suggestByHeaders } from './headers'

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

/** Guesses which column fills which field of an access. Linked coordinators may stand in several columns. */
export const suggestAccessColumns = suggestByHeaders(HEADERS, ['linkedCoordinators'])
