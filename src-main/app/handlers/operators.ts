import type { OperatorView } from '../../../src-shared/contract/session'
import type { Operator } from '../../../src-shared/entities/operator'
import { ok, refuse } from '../../../src-shared/result'
import { updated } from '../../domain/change'
import { addOperator, setOperatorActive } from '../../domain/operators'
import { actsForActive } from '../answering'
import type { ReaderPart, WriterPart } from '../handlers'
import { obstacle } from './obstacle'
import type { ReadStore } from '../ports'

function view(store: ReadStore, row: Operator): OperatorView {
  const { passwordHash: _secret, ...rest } = row
  const [authority] = row.actsFor === null ? [] : store.mentions([row.actsFor])
  return {
    ...rest,
    actsForName: authority?.officialName ?? null,
    memberState: authority?.memberState ?? null,
  }
}

/** Questions about operators. */
export const operatorQueries: ReaderPart<'operators'> = {
  'operators.list': (_input, { store }) => ({ operators: store.operators().map((row) => view(store, row)) }),

  'operators.mayAct': (_input, { store, caller }) => ({ obstacle: obstacle(actsForActive(store, caller)) }),

  'operators.secret': ({ userName }, { store }) => {
    const found = store.operators().find((row) => row.userName.toLowerCase() === userName.toLowerCase())
    return { found: found === undefined ? null : { ...view(store, found), passwordHash: found.passwordHash } }
  },
}

/** Acts on operators. Hashes come from the shell, which alone sees passwords. */
export const operatorCommands: WriterPart<'operators'> = {
  'operators.setActive': (input, { store, context, record }) => {
    const decided = setOperatorActive({ operators: store.operators() }, input, context)
    if (!decided.ok) return decided
    if (decided.value.length > 0) record(decided.value)
    return ok({})
  },

  'operators.store': (input, { store, context, record }) => {
    const actsFor = input.actsFor === null ? null : (store.find('authority', input.actsFor)?.row ?? null)
    const decided = addOperator({ operators: store.operators(), actsFor }, input, context)
    if (!decided.ok) return decided
    record(decided.value.changes)
    return ok({ id: decided.value.id })
  },

  'operators.storePassword': (input, { store, record }) => {
    const stored = store.find('operator', input.id)
    if (stored === null) return refuse('operator-unknown')
    record([updated('operator', stored.row, { passwordHash: input.passwordHash })])
    return ok({})
  },
}
