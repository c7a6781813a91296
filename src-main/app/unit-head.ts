import type { Caller, UnitHead } from './ports'

/** The head of the unit that an act of this caller writes. */
export function unitHead(command: string, reason: string, caller: Caller): UnitHead {
  return { command, reason, operator: caller.operatorId, actingFor: caller.actsFor, origin: 'act' }
}
