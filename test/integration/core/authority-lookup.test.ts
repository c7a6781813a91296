import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { created } from '../../../src-main/domain/change'
import { ALERT } from '../../support/alert-samples'
import { alertWorld, type AlertWorld } from '../../support/alert-world'
import { openCore, type Core } from '../../support/core'
import { accessOf, authorityOf } from '../../support/samples'

let core: Core
let world: AlertWorld

beforeEach(async () => {
  core = openCore()
  await core.start()
  world = alertWorld(core)
})
afterEach(() => {
  core.close()
})

async function offered(text: string, createsIn: string | null = null): Promise<string[]> {
  const { authorities } = await core.done('search.authorities', { text, createsIn })
  return authorities.map((each) => each.officialName)
}

function register(officialName: string, memberState: string) {
  const authority = authorityOf({ officialName, memberState })
  core.given(created('authority', authority))
  return authority
}

describe('an authority that a field asks for', () => {
  it('is found by a part of its name, by its Member State, or by both', async () => {
    expect(await offered('bauauf')).toEqual(['Bauaufsicht Köln'])
    expect(await offered('Germany')).toEqual([
      'Bauaufsicht Köln',
      'Koordinierungsstelle Berlin',
      'Koordinierungsstelle Hamburg',
    ])
    expect(await offered('hamburg germany')).toEqual(['Koordinierungsstelle Hamburg'])
    expect(await offered('Koordinierungsstelle Berlin (DE)')).toEqual(['Koordinierungsstelle Berlin'])
    expect(await offered('')).toEqual([])
  })

  it('is also found where the name of a Member State is a part of its own', async () => {
    register('Embassy of Germany', 'BE')
    expect(await offered('embassy germany')).toEqual(['Embassy of Germany'])
  })

  it('comes first where it can create in the module', async () => {
    const idle = register('Bauaufsicht Aachen', 'DE')
    const suspended = register('Bauaufsicht Bonn', 'DE')
    const access = accessOf(suspended, { module: ALERT, role: 'authority', status: 'suspended' })
    core.given(created('access', access))
    expect(await offered('Bauaufsicht', ALERT)).toEqual([
      'Bauaufsicht Köln',
      idle.officialName,
      suspended.officialName,
    ])
    expect((await offered('Germany', ALERT)).slice(-2)).toEqual([idle.officialName, suspended.officialName])
  })

  it('is one of the own Member State where an authority asks', async () => {
    const as = await world.as(world.romania)
    const { authorities } = await core.done(
      'search.authorities',
      { text: 'Germany', createsIn: null },
      { as },
    )
    expect(authorities).toEqual([])
  })
})
