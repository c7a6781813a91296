import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { failureOf, openCore, type Core } from '../../support/core'
import { accessOf, authorityOf, newId } from '../../support/samples'
import { expectEveryRefusal, place, stateOf } from '../../support/story'

const MODULE = 'services-information-requests'

let core: Core
let helpdesk: Caller

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
})
afterEach(() => {
  core.close()
})

describe('a changed classification', () => {
  it('is offered at once, and an access keeps what was retired', async () => {
    const subject = authorityOf()
    const access = accessOf(subject, { module: MODULE, role: 'coordinator', keywords: ['hotels'] })
    place(core, subject, access)
    const { code } = await core.done('classifications.add', {
      module: MODULE,
      label: 'Igloos',
      parent: null,
      reason: '',
    })
    await core.done('classifications.change', {
      module: MODULE,
      code: 'hotels',
      label: 'Hotels',
      retired: true,
      reason: '',
    })
    const catalogue = await core.done('catalogue.read', {})
    expect(catalogue.classifications).toMatchObject([
      {
        module: MODULE,
        items: [
          { code: 'hotels', retired: true },
          { code, label: 'Igloos' },
        ],
      },
    ])
    const edit = { id: access.id, revision: 1, professions: [], reason: '' }
    await core.done('accesses.edit', { ...edit, keywords: ['hotels', code] })
    const fresh = { authorityId: subject.id, module: 'services-notifications', role: 'coordinator' as const }
    const other = { ...fresh, keywords: [code], professions: [], linkedCoordinators: [], reason: '' }
    expect(failureOf(await core.request('accesses.grant', other))).toBe('setting-not-possible')
  })
})

describe('an act on classifications that is refused', () => {
  it('writes nothing, whichever act and whichever refusal of the contract it is', async () => {
    const own = place(core, authorityOf({ hasAccessManagerRole: true }))
    const as = await core.addOperator(own.id)
    const plain = await core.addOperator(place(core, authorityOf({ officialName: 'Plain' })).id)
    const foreign = place(core, authorityOf({ memberState: 'FR' }))
    const removed = place(core, authorityOf({ status: 'removed' }))
    await core.done('classifications.enableTree', { tree: 'policyAreas', enabled: true, reason: '' })
    const { policyAreas } = await core.done('catalogue.read', {})
    const area = policyAreas.items[0]?.code ?? ''

    const add = { module: MODULE, label: 'New', parent: null, reason: '' }
    const change = { module: MODULE, code: 'hotels', label: 'Inns', retired: false, reason: '' }
    const choose = { id: own.id, revision: 1, policyAreas: [area], economicAreas: [], reason: '' }
    const rows: [string, unknown, string, Caller?][] = [
      ['classifications.add', add, 'helpdesk-only', as],
      ['classifications.add', { ...add, module: 'nothing' }, 'module-unknown'],
      ['classifications.add', { ...add, module: 'solvit' }, 'module-without-settings'],
      ['classifications.add', { ...add, parent: 'hotels' }, 'sector-unknown'],
      ['classifications.add', { ...add, label: 'Hotels' }, 'item-exists'],
      ['classifications.change', change, 'helpdesk-only', as],
      ['classifications.change', { ...change, module: 'nothing' }, 'module-unknown'],
      ['classifications.change', { ...change, module: 'solvit' }, 'module-without-settings'],
      ['classifications.change', { ...change, code: 'nothing' }, 'item-unknown'],
      ['classifications.change', { ...change, label: 'Catering' }, 'item-exists'],
      ['classifications.change', { ...change, label: 'Hotels' }, 'nothing-changed'],
      [
        'classifications.enableTree',
        { tree: 'economicAreas', enabled: true, reason: '' },
        'helpdesk-only',
        as,
      ],
      ['classifications.enableTree', { tree: 'policyAreas', enabled: true, reason: '' }, 'nothing-changed'],
      ['authorities.chooseAreas', { ...choose, id: newId() }, 'authority-unknown'],
      ['authorities.chooseAreas', { ...choose, revision: 2 }, 'stale'],
      ['authorities.chooseAreas', { ...choose, id: removed.id }, 'authority-removed'],
      ['authorities.chooseAreas', { ...choose, id: foreign.id }, 'not-in-your-member-state', as],
      ['authorities.chooseAreas', choose, 'access-manager-role-needed', plain],
      ['authorities.chooseAreas', { ...choose, economicAreas: ['nothing'] }, 'tree-disabled'],
      ['authorities.chooseAreas', { ...choose, policyAreas: ['nothing'] }, 'area-unknown'],
      ['authorities.chooseAreas', { ...choose, policyAreas: [] }, 'nothing-changed'],
    ]
    const before = stateOf(core)
    for (const [name, input, code, caller] of rows) {
      const reply = await core.ask(name, input, { as: caller ?? helpdesk })
      expect([name, input, failureOf(reply)]).toEqual([name, input, code])
    }
    expect(stateOf(core)).toEqual(before)
    expectEveryRefusal(rows)
  })
})
