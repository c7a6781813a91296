import { catalogue } from '../app/catalogue'
import type { SortOrder } from '../store/search/authority-search'

/** What lists follow that are sorted by another column than the name: the catalogue's order. */
export const sortOrder: SortOrder = {
  memberStates: catalogue.memberStates.map((state) => state.code).sort(),
  types: catalogue.authorityTypes.map((type) => type.code),
}
