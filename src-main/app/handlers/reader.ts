import type { ReaderHandlers } from '../handlers'
import { accessQueries } from './accesses'
import { alertQueries } from './alerts'
import { authorityQueries } from './authorities'
import { classificationQueries } from './classifications'
import { draftQueries } from './drafts'
import { explainQueries } from './explain'
import { decisionQueries } from './decisions'
import { mergeQueries } from './merging'
import { operatorQueries } from './operators'
import { topSearch } from './people'
import { mailQueries } from './mail'
import { roleRequestQueries } from './role-requests'
import { searchQueries } from './searches'
import { carryOverQueries } from './carry-over'
import { storeQueries } from './store'
import { translationQueries } from './translation'
import { userQueries } from './users'

/** Every question the reader thread answers. */
export const readerHandlers: ReaderHandlers = {
  ...authorityQueries,
  ...accessQueries,
  ...userQueries,
  ...draftQueries,
  ...explainQueries,
  ...classificationQueries,
  ...roleRequestQueries,
  ...carryOverQueries,
  ...topSearch,
  ...operatorQueries,
  ...searchQueries,
  ...storeQueries,
  ...decisionQueries,
  ...mergeQueries,
  ...alertQueries,
  ...translationQueries,
  ...mailQueries,
}
