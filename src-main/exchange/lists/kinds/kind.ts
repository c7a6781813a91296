import type { ListMapping, PlannedRow, RowDecisions } from '../../../../src-shared/contract/lists'
import type { AnyListField } from '../../../../src-shared/entities/list-fields'
import type { Result } from '../../../../src-shared/result'
import type { Instant } from '../../../../src-shared/time'
import type { ReadStore } from '../../../app/ports'
import type { Change } from '../../../domain/change'
import type { Context } from '../../../domain/context'
import type { List } from '../list'

/** What importing a list would do, and how it is done. */
export interface PlannedList {
  readonly rows: readonly PlannedRow[]
  /** How many rows of the store it writes. */
  readonly writes: number
  readonly changes: (context: Context) => Iterable<Change>
}

/** What a list can be about: authorities, users, accesses. */
export interface Kind {
  /** A guess at what the columns mean; a person confirms it. */
  readonly suggest: (
    columns: readonly string[],
    sample: readonly (readonly string[])[],
  ) => readonly (AnyListField | null)[]
  /** Whether a list whose columns would mean this is of the kind. */
  readonly isLikely: (columns: readonly (AnyListField | null)[]) => boolean
  /** Plans without writing anything. The columns of the key are there. */
  readonly plan: (
    list: List,
    mapping: ListMapping,
    decisions: RowDecisions,
    store: ReadStore,
    now: Instant,
  ) => Result<PlannedList, 'access-manager-not-possible'>
}
