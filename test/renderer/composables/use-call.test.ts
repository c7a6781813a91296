import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { useAct, useCall } from '../../../src-renderer/composables/useCall'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { inProgram } from '../../support/renderer'
import { dataOf, newId } from '../../support/samples'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
})

const top = (name: string) => ({
  authorities: [
    {
      id: newId(),
      officialName: name,
      informalTitle: '',
      memberState: 'DE',
      status: 'active' as const,
      nameHits: [],
      titleHits: [],
    },
  ],
  users: [],
  alerts: [],
})
const edit = () => ({ id: newId(), revision: 1, data: dataOf(), reason: '' })

describe('a call', () => {
  it('is pending until its answer is there, and then gives its value', async () => {
    const held = bridge.hold('search.top')
    const search = inProgram(() => useCall('search.top'))
    const answer = search.run({ text: 'amt' })
    expect(search.pending.value).toBe(true)
    await flushPromises()
    held[0]!.answer(top('Amt Wachsenburg'))
    expect(await answer).toMatchObject({ authorities: [{ officialName: 'Amt Wachsenburg' }] })
    expect(search.pending.value).toBe(false)
    expect(search.problem.value).toBe('')
  })

  it('says in a sentence why it was refused, and gives no value', async () => {
    bridge.refuse('authorities.edit', 'nothing-changed')
    const call = inProgram(() => useAct('authorities.edit'))
    expect(await call.run(edit())).toBeNull()
    expect(call.problem.value).toBe('Nothing was changed, so there is nothing to save.')
    expect(call.pending.value).toBe(false)
  })

  it('begins anew without the problem of the time before', async () => {
    bridge.refuse('authorities.edit', 'nothing-changed')
    const call = inProgram(() => useAct('authorities.edit'))
    await call.run(edit())
    bridge.hold('authorities.edit')
    void call.run(edit())
    expect(call.problem.value).toBe('')
  })

  it('forgets its problem when told to', async () => {
    bridge.refuse('authorities.edit', 'nothing-changed')
    const call = inProgram(() => useAct('authorities.edit'))
    await call.run(edit())
    call.clear()
    expect(call.problem.value).toBe('')
    expect(call.fault.value).toBeNull()
  })

  it('names the fields that cannot be used', async () => {
    bridge.fail('authorities.edit', {
      kind: 'invalid-input',
      paths: ['data.email', 'data.officialName', 'data.email'],
    })
    const call = inProgram(() => useAct('authorities.edit'))
    await call.run(edit())
    expect(call.problem.value).toBe('This cannot be used: E-mail, Official name. Check it and try again.')
  })

  it('names the field also where one of several values cannot be used', async () => {
    bridge.fail('authorities.edit', { kind: 'invalid-input', paths: ['data.languages.3'] })
    const call = inProgram(() => useAct('authorities.edit'))
    await call.run(edit())
    expect(call.problem.value).toBe('This cannot be used: Languages. Check it and try again.')
  })

  it('does not begin an act again that is under way', async () => {
    const held = bridge.hold('authorities.edit')
    const call = inProgram(() => useAct('authorities.edit'))
    void call.run(edit())
    expect(await call.run(edit())).toBeNull()
    expect(held).toHaveLength(1)
    expect(call.pending.value).toBe(true)
  })

  it('asks to check the entries where the field has no name', async () => {
    bridge.fail('authorities.edit', { kind: 'invalid-input', paths: ['data.nothing.3'] })
    const call = inProgram(() => useAct('authorities.edit'))
    await call.run(edit())
    expect(call.problem.value).toBe('Something entered cannot be used. Check the fields and try again.')
  })

  it('drops an answer overtaken by a newer call', async () => {
    const held = bridge.hold('search.top')
    const search = inProgram(() => useCall('search.top'))
    const first = search.run({ text: 'a' })
    const second = search.run({ text: 'am' })
    await flushPromises()
    held[1]!.answer(top('Amt Wachsenburg'))
    held[0]!.answer(top('Aachen'))
    expect(await second).toMatchObject({ authorities: [{ officialName: 'Amt Wachsenburg' }] })
    expect(await first).toBeNull()
  })

  it('stays pending when an overtaken answer comes, and does not show its problem', async () => {
    const held = bridge.hold('search.top')
    const search = inProgram(() => useCall('search.top'))
    const first = search.run({ text: 'a' })
    void search.run({ text: 'am' })
    await flushPromises()
    held[0]!.fail({ kind: 'unavailable', reason: 'busy' })
    await first
    expect(search.pending.value).toBe(true)
    expect(search.problem.value).toBe('')
  })

  it('says nothing about what the operator cancelled', async () => {
    bridge.fail('lists.open', { kind: 'cancelled' })
    const call = inProgram(() => useAct('lists.open'))
    expect(await call.run({})).toBeNull()
    expect(call.problem.value).toBe('')
  })

  it('names the number under which a mistake of the program stands in the log', async () => {
    bridge.fail('store.status', { kind: 'internal', reference: 'K7M2' })
    const call = inProgram(() => useCall('store.status'))
    await call.run({})
    expect(call.problem.value).toContain('report it with the number K7M2')
  })

  it('says what to do where the store cannot be used', async () => {
    bridge.fail('store.status', { kind: 'unavailable', reason: 'disk-full' })
    const call = inProgram(() => useCall('store.status'))
    await call.run({})
    expect(call.problem.value).toContain('Free some space and try again.')
  })

  it('has a name while it runs, so that its progress can be shown and it can be cancelled', async () => {
    bridge.answer('store.status', { authorities: 1, users: 1, accesses: 1, entries: 1, bytes: 1 })
    const [one, other] = inProgram(() => [useCall('store.status'), useCall('store.status')] as const)
    await Promise.all([one.run({}), other.run({})])
    expect(bridge.asked.map(({ call }) => call)).toEqual([one.call.value, other.call.value])
    expect(one.call.value).not.toBe(other.call.value)
  })
})
