import { describe, expect, it } from 'vitest'
import { Cancelled } from '../../../src-main/app/cancelled'
import { createGateway } from '../../../src-main/app/gateway'
import type { ShellTools } from '../../../src-main/app/handlers'
import { createIds } from '../../../src-main/host/ports/ids'
import { unavailableReason } from '../../../src-main/store/unavailable'
import type { AppEvent } from '../../../src-shared/events'
import { ok, type Ok } from '../../../src-shared/result'
import { HELPDESK } from '../../support/facts'
import { steadyRandom, steppingClock } from '../../support/ports'

const TEXT = { text: 'Ja', from: 'de', to: 'en' }
const PROGRESS = { done: 1, total: 2, what: 'progress.translate' }

/** A gateway whose one task of the main process is done so. */
function gatewayOf(task: (tools: ShellTools) => Promise<Ok<unknown>>, viewing = false) {
  const events: AppEvent[] = []
  const gateway = createGateway({
    host: {} as never,
    shell: { 'translation.translate': (_input: unknown, tools: ShellTools) => task(tools) } as never,
    caller: () => HELPDESK,
    viewing: () => viewing,
    files: {} as never,
    backup: () => Promise.resolve(null),
    ids: createIds(steppingClock('2026-11-23T08:00:00.000Z'), steadyRandom(1)),
    log: { info: () => undefined, error: () => undefined },
    emit: (event) => void events.push(event),
    unavailable: unavailableReason,
  })
  const ask = () => gateway.answer({ call: 'w1', name: 'translation.translate', input: TEXT })
  return { gateway, events, ask }
}

describe('a task of the main process', () => {
  it('tells how far it is, and when it ended', async () => {
    const { ask, events } = gatewayOf((tools) => {
      tools.progress(PROGRESS)
      return Promise.resolve(ok({ sentences: [], without: null }))
    })
    expect(await ask()).toEqual({ ok: true, value: { sentences: [], without: null } })
    expect(events).toEqual([
      { type: 'progress', call: 'w1', name: 'translation.translate', progress: PROGRESS },
      { type: 'ended', call: 'w1' },
    ])
  })

  it('sees that it was cancelled, and ends as cancelled', async () => {
    const { ask, gateway } = gatewayOf((tools) => {
      expect(tools.cancelled()).toBe(false)
      gateway.cancel('w1')
      expect(tools.cancelled()).toBe(true)
      return Promise.reject(new Cancelled())
    })
    expect(await ask()).toEqual({ ok: false, error: { kind: 'cancelled' } })
  })

  it('that only reads is also done with the eyes of an authority', async () => {
    const { ask } = gatewayOf(() => Promise.resolve(ok({ sentences: [], without: null })), true)
    expect(await ask()).toMatchObject({ ok: true })
  })
})
