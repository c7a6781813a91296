import type { Parsed, Output, RefusalCode } from '../../../src-shared/contract'
import { ok, type Result } from '../../../src-shared/result'
import { BYTES_NEEDED, temporaryPassword } from '../../domain/temporary-password'
import type { Caller, Host, Ids, Random, Vault } from '../ports'
import { askStore } from './ask-store'

export interface UserPasswordPorts {
  readonly host: Host
  readonly ids: Ids
  readonly random: Random
  readonly vault: Pick<Vault, 'hashPassword'>
}

/**
 * Gives users temporary passwords (D1, P15). The store gets their hashes only; the passwords themselves stand in the
 * answer and nowhere else.
 */
export async function resetUserPasswords(
  ports: UserPasswordPorts,
  input: Parsed<'users.resetPasswords'>,
  caller: Caller,
): Promise<Result<Output<'users.resetPasswords'>, RefusalCode<'users.resetPasswords'>>> {
  const told: Output<'users.resetPasswords'>['passwords'] = []
  const users: Parsed<'users.storePasswords'>['users'] = []
  for (const seen of new Map(input.users.map((each) => [each.id, each])).values()) {
    const password = temporaryPassword(ports.random.bytes(BYTES_NEEDED))
    told.push({ id: seen.id, password })
    // One after the other: each hash takes as much memory as a guess shall cost.
    users.push({ ...seen, passwordHash: await ports.vault.hashPassword(password) })
  }
  const stored = await askStore(ports, 'users.storePasswords', { ...input, users }, caller, 'writer')
  return stored.ok ? ok({ passwords: told }) : stored
}
