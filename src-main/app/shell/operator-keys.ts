import type { Name, Output, Parsed, RefusalCode } from '../../../src-shared/contract'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { BYTES_NEEDED, temporaryPassword } from '../../domain/temporary-password'
import type { Caller, Host, Ids, Random, Vault } from '../ports'
import { askStore } from './ask-store'

export interface OperatorKeyPorts {
  readonly host: Host
  readonly ids: Ids
  readonly random: Random
  readonly vault: Vault
  /** The key of the open store; null while it is closed. */
  readonly key: () => string | null
  readonly caller: () => Caller | null
  /** Reads the operator at work again after a change. */
  readonly refresh: () => Promise<void>
}

/** Acts on other operators that change the key file, too. Passwords are seen here only (P53). */
export class OperatorKeys {
  private readonly ports: OperatorKeyPorts

  constructor(ports: OperatorKeyPorts) {
    this.ports = ports
  }

  /**
   * Corrects an operator. The wrapped key moves to the new user name first: with the old one still in the file, the key of
   * an operator whom the store knows by the new name would be dropped.
   */
  async edit(
    input: Parsed<'operators.edit'>,
    caller: Caller,
  ): Promise<Result<Output<'operators.edit'>, RefusalCode<'operators.edit'>>> {
    const before = await this.find(input.id, caller)
    if (before === undefined) return refuse('operator-unknown')
    const { vault } = this.ports
    // A name that somebody else has is refused by the store, so that it must not be touched here.
    const isFree = !(await this.list(caller)).some(
      (each) => each.id !== input.id && each.userName.toLowerCase() === input.userName.toLowerCase(),
    )
    const renamed = isFree && before.userName !== input.userName
    if (renamed) await vault.rename(before.userName, input.userName)
    const stored = await this.ask('operators.storeEdit', input, caller, 'writer')
    if (!stored.ok && renamed) await vault.rename(input.userName, before.userName)
    if (stored.ok) await this.ports.refresh()
    return stored
  }

  /** Gives an operator a temporary password, which wraps the key anew. */
  async reset(
    { id }: Parsed<'operators.resetPassword'>,
    caller: Caller,
  ): Promise<Result<Output<'operators.resetPassword'>, RefusalCode<'operators.resetPassword'>>> {
    const { vault, random } = this.ports
    const found = await this.find(id, caller)
    const key = this.ports.key()
    if (found === undefined || key === null) return refuse('operator-unknown')
    const password = temporaryPassword(random.bytes(BYTES_NEEDED))
    const passwordHash = await vault.hashPassword(password)
    const stored = await this.ask('operators.storeTemporary', { id, passwordHash }, caller, 'writer')
    if (!stored.ok) return stored
    await vault.setPassword(key, found.userName, password)
    return ok({ userName: found.userName, password })
  }

  /**
   * Drops the wrapped key of every operator who may not sign in any more, whatever stopped them: a person, the erasing of
   * their authority, an undo.
   */
  async dropStopped(): Promise<void> {
    const caller = this.ports.caller()
    if (caller === null || this.ports.key() === null) return
    const active = (await this.list(caller)).filter((each) => each.active)
    if (active.length > 0) await this.ports.vault.keepOnly(active.map(({ userName }) => userName))
  }

  private async list(caller: Caller): Promise<Output<'operators.list'>['operators']> {
    const found = await this.ask('operators.list', {}, caller, 'reader')
    return found.ok ? found.value.operators : []
  }

  private async find(id: string, caller: Caller) {
    return (await this.list(caller)).find((each) => each.id === id)
  }

  private async ask<N extends Name>(name: N, input: unknown, caller: Caller, place: 'reader' | 'writer') {
    return await askStore(this.ports, name, input, caller, place)
  }
}
