import { expect } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import type { Name } from '../../../src-shared/contract'
import type { Authority } from '../../../src-shared/entities/authority'
import type { UnitId } from '../../../src-shared/ids'
import { failureOf, openCore, unitOf } from '../../support/core'
import { accessOf, authorityOf, userOf } from '../../support/samples'
import { place } from '../../support/story'

/** The module of the scene. */
export const MODULE = 'services-information-requests'

/** A store with an authority, its Administrator, and its access that a coordinator supervises; and how acts are done there. */
export async function openScene() {
  const core = openCore()
  const helpdesk = await core.start()
  const coordinator = authorityOf({ officialName: 'Koordinator' })
  const coordinating = accessOf(coordinator, { module: MODULE, role: 'coordinator' })
  place(core, coordinator, coordinating)
  const subject = authorityOf({ officialName: 'Subject', phone: '+49 1' })
  const registers = accessOf(subject)
  const linkedCoordinators = [coordinator.id]
  const requests = accessOf(subject, { module: MODULE, role: 'authority', linkedCoordinators })
  place(core, subject, registers, requests)
  core.given(created('user', userOf(subject, { name: 'Ada' })))

  /** Does something that can be taken back; returns its unit. */
  async function act(name: Name, input: unknown, as: Caller = helpdesk): Promise<UnitId> {
    const reply = await core.ask(name, input, { as })
    expect([name, failureOf(reply)]).toEqual([name, null])
    return unitOf(reply)
  }
  const undo = (unit: UnitId, as: Caller = helpdesk) =>
    core.request('history.undo', { unit, reason: '' }, { as })

  return { core, helpdesk, coordinator, coordinating, subject, registers, requests, act, undo }
}
export type Scene = Awaited<ReturnType<typeof openScene>>

/** A search that finds what it finds. */
export const SEARCH = {
  criteria: {
    text: 'a',
    myAuthoritiesOnly: false,
    memberState: null,
    type: null,
    status: null,
    module: null,
    role: null,
    accessManager: null,
    administrators: null,
  },
  sort: { by: 'officialName', descending: false },
} as const

/** What grants an authority access to a module without roles. */
export const GRANT_SOLVIT = (authority: Authority) => ({
  authorityId: authority.id,
  module: 'solvit',
  role: null,
  keywords: [],
  professions: [],
  linkedCoordinators: [],
  reason: '',
})
