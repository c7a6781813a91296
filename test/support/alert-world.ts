import { created } from '../../src-main/domain/change'
import type { Caller } from '../../src-main/app/ports'
import type { Access } from '../../src-shared/entities/access'
import type { Authority } from '../../src-shared/entities/authority'
import { ALERT } from './alert-samples'
import type { Core } from './core'
import { accessOf, authorityOf } from './samples'

/** Authorities around an alert of Germany to Poland and Romania; France gets it when it is added. */
export interface AlertWorld {
  readonly author: Authority
  readonly coordinator: Authority
  readonly second: Authority
  readonly poland: Authority
  readonly romania: Authority
  readonly local: Authority
  readonly france: Authority
  /** An operator of an authority. */
  readonly as: (authority: Authority) => Promise<Caller>
}

/** Puts them into the store, each with its access to the module of alerts. */
export function alertWorld(core: Core): AlertWorld {
  const known = new Map<string, Promise<Caller>>()
  const coordinator = authorityOf({ officialName: 'Koordinierungsstelle Berlin', memberState: 'DE' })
  const make = (name: string, memberState: string, access: Partial<Access>): Authority => {
    const authority = authorityOf({ officialName: name, memberState })
    core.given(
      created('authority', authority),
      created('access', accessOf(authority, { module: ALERT, ...access })),
    )
    return authority
  }
  core.given(
    created('authority', coordinator),
    created('access', accessOf(coordinator, { module: ALERT, role: 'coordinator' })),
  )
  const romania = make('Ministerul Afacerilor Externe', 'RO', { role: 'coordinator' })
  return {
    coordinator,
    author: make('Bauaufsicht Köln', 'DE', { role: 'authority', linkedCoordinators: [coordinator.id] }),
    second: make('Koordinierungsstelle Hamburg', 'DE', { role: 'coordinator' }),
    poland: make('Główny Urząd Nadzoru Budowlanego', 'PL', { role: 'coordinator' }),
    romania,
    local: make('Inspectoratul Timiș', 'RO', { role: 'authority', linkedCoordinators: [romania.id] }),
    france: make('Préfecture de Lyon', 'FR', { role: 'coordinator' }),
    as: (authority) => {
      const caller = known.get(authority.id) ?? core.addOperator(authority.id)
      known.set(authority.id, caller)
      return caller
    },
  }
}
