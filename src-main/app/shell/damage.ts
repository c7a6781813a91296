import type { Output, RefusalCode } from '../../../src-shared/contract'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { Clock, GrantedFile, Keeper, StorePlace } from '../ports'
import { InnerFault } from './ask-store'
import { reasonOf } from './backups'
import type { SignIn } from './sign-in'

export interface DamagePorts {
  readonly keeper: Pick<Keeper, 'facts' | 'salvage'>
  readonly place: Pick<StorePlace, 'entriesNoted' | 'forgetNoted'>
  readonly signIn: Pick<SignIn, 'keyOfDamaged' | 'damage'>
  readonly clock: Clock
}

/** What can be done with a damaged store besides bringing a backup back; only for whoever knows a password of it. */
export class Damage {
  private readonly ports: DamagePorts

  constructor(ports: DamagePorts) {
    this.ports = ports
  }

  /** What is wrong with the store. */
  async about(): Promise<Output<'damage.about'>> {
    const { signIn, keeper, place } = this.ports
    const [kind, key] = [signIn.damage(), signIn.keyOfDamaged()]
    if (kind === null || key === null) return { damage: null }
    const facts = kind === 'acts-missing' ? await keeper.facts(key) : null
    // Where nothing at all is left, there is nothing to go on with.
    if (facts?.ok !== true || facts.value.entries === 0) return { damage: { kind: 'corrupt', missing: null } }
    const noted = place.entriesNoted()
    return { damage: { kind, missing: noted === null ? null : noted - facts.value.entries } }
  }

  /** Goes on with a store that lacks its last acts: whoever signs in next finds what is there. */
  async goOn(): Promise<Result<Output<'damage.goOn'>, RefusalCode<'damage.goOn'>>> {
    const { damage } = await this.about()
    if (damage?.kind !== 'acts-missing') return refuse('not-damaged')
    this.ports.place.forgetNoted()
    return ok({})
  }

  /**
   * Writes what can be read as lists, which this program and spreadsheets read, into a new folder; the store is left as
   * it is.
   */
  async save({ path }: GrantedFile): Promise<Result<Output<'damage.save'>, RefusalCode<'damage.save'>>> {
    const key = this.ports.signIn.keyOfDamaged()
    if (key === null) return refuse('not-damaged')
    const name = `IMI Helpdesk ${this.ports.clock.now().replaceAll(':', '')}`
    const saved = await this.ports.keeper.salvage({ within: path, name }, key)
    if (!saved.ok) {
      const reason = reasonOf(saved) ?? 'corrupt'
      if (reason === 'corrupt') return refuse('nothing-readable')
      throw new InnerFault('damage.save', { kind: 'unavailable', reason })
    }
    return ok({ folderName: name, ...saved.value })
  }
}
