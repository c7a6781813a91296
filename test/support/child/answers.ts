import type { UnavailableReason } from '../../../src-shared/faults'
import type { StoreVerdict } from '../../../src-main/store/check'

/** What reading a store in a process of its own came to, as that process tells it. */
export type StoreAnswer =
  | { kind: 'whole'; verdict: StoreVerdict; content: Record<string, string> }
  | { kind: 'broken'; broken: NonNullable<StoreVerdict['broken']> }
  | { kind: 'refused'; reason: UnavailableReason | null; message: string }
