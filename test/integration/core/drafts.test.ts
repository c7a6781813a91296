import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { DRAFTS_AT_MOST } from '../../../src-shared/contract/drafts'
import type { Instant } from '../../../src-shared/time'
import { openCore, type Core } from '../../support/core'
import { authorityOf, newId } from '../../support/samples'
import { place, stateOf, proveTime } from '../../support/story'

let core: Core
let helpdesk: Caller

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  proveTime(core)
})
afterEach(() => {
  core.close()
})

const FORM = `authority.edit:${newId()}`
const keep = (form: string, data: string, as = helpdesk) =>
  core.done('drafts.keep', { form, about: null, label: 'Amt', place: '/authorities', data }, { as })
const read = async (form: string, as = helpdesk) =>
  (await core.done('drafts.read', { form }, { as })).draft?.data ?? null

describe('what is typed and not saved', () => {
  it('is kept in the place of what was kept before, and stands in no history', async () => {
    const before = stateOf(core)
    await keep(FORM, '{"name":"Bo"}')
    await keep(FORM, '{"name":"Bonn"}')
    expect(await read(FORM)).toBe('{"name":"Bonn"}')
    expect((await core.done('drafts.list', {})).drafts).toMatchObject([
      { form: FORM, label: 'Amt', place: '/authorities' },
    ])
    expect(stateOf(core)).toEqual(before)
    await core.done('drafts.drop', { form: FORM })
    expect(await read(FORM)).toBeNull()
  })

  it('is there for whoever typed it, and for nobody else', async () => {
    const other = await core.addOperator(null)
    await keep(FORM, '1')
    expect(await read(FORM, other)).toBeNull()
    await core.done('drafts.drop', { form: FORM }, { as: other })
    expect(await read(FORM)).toBe('1')
  })

  it('is there after the program ended without warning', async () => {
    await keep(FORM, 'typed')
    core.shut()
    core = openCore(core.folder)
    core.actAs(helpdesk)
    expect(await read(FORM)).toBe('typed')
  })

  it('is that of the newest forms, so that it cannot grow without end', async () => {
    for (let number = 0; number < DRAFTS_AT_MOST + 5; number += 1) {
      core.advance(1000)
      await keep(`user.edit:${newId()}`, String(number))
    }
    expect((await core.done('drafts.list', {})).drafts).toHaveLength(DRAFTS_AT_MOST)
  })

  it('goes with the authority it is about, when that is removed', async () => {
    const due = place(
      core,
      authorityOf({ status: 'inactivated', inactivatedAt: '2026-05-01T00:00:00.000Z' as Instant }),
    )
    const form = `authority.edit:${due.id}`
    await core.done('drafts.keep', { form, about: due.id, label: 'A', place: '/a', data: 'secret' })
    await keep(FORM, 'stays')
    const { due: planned } = await core.done('retention.plan', { page: { offset: 0, limit: 9 } })
    const authorities = planned.map(({ authority, revision }) => ({ id: authority.id, revision }))
    await core.done('retention.run', { authorities, reason: '' })
    expect([await read(form), await read(FORM)]).toEqual([null, 'stays'])
  })
})
