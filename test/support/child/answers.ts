import type { UnavailableReason } from '../../../src-shared/faults'
import type { CheckedStore } from '../../../src-main/store/check'

/** What reading a store in a process of its own came to, as that process tells it. */
export type StoreAnswer =
  | { kind: 'whole'; verdict: CheckedStore; content: Record<string, string> }
  | { kind: 'broken'; broken: NonNullable<CheckedStore['broken']> }
  | { kind: 'refused'; reason: UnavailableReason | null; message: string }
