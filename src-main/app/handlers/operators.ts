import type { OperatorView } from '../../../src-shared/contract/session'
import type { Operator } from '../../../src-shared/entities/operator'
import { ok, refuse } from '../../../src-shared/result'
import { updated } from '../../domain/change'
import { addOperator, editOperator, resetOperatorPassword, setOperatorActive } from '../../domain/operators'
import { actsForActive } from '../answering'
import type { ReaderPart, WriterPart } from '../handlers'
import { obstacle } from './obstacle'
import type { ReadStore } from '../ports'

function view(store: ReadStore, row: Operator, forHelpdesk: boolean): OperatorView {
  const { passwordHash: _secret, ...rest } = row
  const [authority] = row.actsFor === null ? [] : store.mentions([row.actsFor])
  return {
    ...rest,
    lastSignIn: forHelpdesk ? store.lastSignIn(row.id) : null,
    actsForName: authority?.officialName ?? null,
    memberState: authority?.memberState ?? null,
  }
}

/** Questions about operators. */
export const operatorQueries: ReaderPart<'operators'> = {
  'operators.list': (_input, { store, caller }) => ({
    operators: store.operators().map((row) => view(store, row, caller.actsFor === null)),
  }),

  'operators.mayAct': (_input, { store, caller }) => ({ obstacle: obstacle(actsForActive(store, caller)) }),

  'operators.secret': ({ userName }, { store }) => {
    const found = store.operators().find((row) => row.userName.toLowerCase() === userName.toLowerCase())
    return {
      found: found === undefined ? null : { ...view(store, found, false), passwordHash: found.passwordHash },
    }
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

  'operators.storeEdit': (input, { store, context, record }) => {
    const actsFor = input.actsFor === null ? null : (store.find('authority', input.actsFor)?.row ?? null)
    const decided = editOperator({ operators: store.operators(), actsFor }, input, context)
    if (!decided.ok) return decided
    record(decided.value)
    return ok({})
  },

  'operators.storeTemporary': (input, { store, context, record }) => {
    const decided = resetOperatorPassword({ operators: store.operators() }, input, context)
    if (!decided.ok) return decided
    record(decided.value)
    return ok({})
  },

  'operators.noteSignIn': ({ id }, { context, signIns }) => {
    signIns.noteSignIn(id, context.now)
    return ok({})
  },

  'operators.storePassword': (input, { store, record }) => {
    const stored = store.find('operator', input.id)
    if (stored === null) return refuse('operator-unknown')
    record([updated('operator', stored.row, { passwordHash: input.passwordHash, passwordStatus: 'set' })])
    return ok({})
  },
}
