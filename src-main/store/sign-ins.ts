import type { Instant } from '../../src-shared/time'
import type { WriteStore } from '../app/ports'
import type { ReadConnection, WriteConnection } from './sqlite/driver'

/** Reads when an operator signed in last; null for never. */
export function readSignIn(connection: ReadConnection, operatorId: string): Instant | null {
  const at = connection.first('SELECT at FROM signIn WHERE operatorId = ?', [operatorId])?.['at']
  return at === undefined ? null : (at as Instant)
}

/** Notes sign-ins. */
export function writeSignIns(connection: WriteConnection): Pick<WriteStore, 'noteSignIn'> {
  return {
    noteSignIn: (operatorId, at) => {
      connection.run('INSERT OR REPLACE INTO signIn (operatorId, at) VALUES (?, ?)', [operatorId, at])
    },
  }
}
