import { beforeEach, describe, expect, it } from 'vitest'
import { useEvents } from '../../../src-renderer/stores/events'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { inProgram } from '../../support/renderer'

let bridge: FakeBridge
let events: ReturnType<typeof useEvents>
beforeEach(() => {
  bridge = installBridge()
  events = inProgram(useEvents)
  events.start()
})

const changed = (...entities: ('authority' | 'access' | 'user')[]) =>
  bridge.emit({ type: 'changed', entities, authorities: [] })
const progress = (done: number) =>
  bridge.emit({
    type: 'progress',
    call: 'w1',
    name: 'lists.apply',
    progress: { done, total: 10, what: 'progress.importing' },
  })

describe('a change', () => {
  it('reaches who shows what was changed, and nobody else', () => {
    const heard: string[] = []
    events.onChange(['authority', 'access'], () => heard.push('list'))
    events.onChange(['user'], () => heard.push('users'))
    changed('access')
    changed('user')
    expect(heard).toEqual(['list', 'users'])
  })

  it('reaches who shows several changed things once', () => {
    const heard: string[] = []
    events.onChange(['authority', 'access'], () => heard.push('list'))
    changed('authority', 'access')
    expect(heard).toEqual(['list'])
  })

  it('does not reach a screen that was left', () => {
    const heard: string[] = []
    const stop = events.onChange(['authority'], () => heard.push('list'))
    stop()
    changed('authority')
    expect(heard).toEqual([])
  })
})

describe('work under way', () => {
  it('is shown as far as it is, and gone when it ended', () => {
    progress(2)
    progress(7)
    expect([...events.tasks.values()].map((task) => [task.name, task.progress.done])).toEqual([
      ['lists.apply', 7],
    ])
    bridge.emit({ type: 'ended', call: 'w1' })
    expect(events.tasks.size).toBe(0)
  })

  it('is cancelled by the name of its call', async () => {
    bridge.answer('tasks.cancel', {})
    progress(2)
    await events.cancel('w1')
    expect(bridge.inputs('tasks.cancel')).toEqual([{ call: 'w1' }])
  })
})

describe('what the main process tells', () => {
  it('is kept for who shows it', () => {
    bridge.emit({ type: 'notice', code: 'store-read-only', params: { folder: 'C:\\IMI' } })
    expect(events.notice?.params).toEqual({ folder: 'C:\\IMI' })
  })

  it('counts each change of who is signed in', () => {
    bridge.emit({ type: 'session' })
    bridge.emit({ type: 'session' })
    expect(events.sessionChanges).toBe(2)
  })
})
