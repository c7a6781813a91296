import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeOf, OutboxWorld } from '../../support/outbox-world'
import { newId } from '../../support/samples'

let world: OutboxWorld
beforeEach(async () => {
  world = await OutboxWorld.start()
})
afterEach(() => world.close())

describe('a mail that is handed over', () => {
  it('is opened by the mail program, which is all that is known of it', async () => {
    await world.queue()
    expect(await world.outbox.handOver(await world.seen(), world.helpdesk)).toEqual({ ok: true, value: {} })
    expect(world.opened).toMatchObject([{ recipientEmail: 'office@place.example' }])
    expect(await world.rows()).toMatchObject([{ status: 'handed-over' }])
  })

  it('stays queued where no program opens it; one that is not in the outbox is not opened', async () => {
    world.opens = false
    await world.queue()
    expect(codeOf(await world.outbox.handOver(await world.seen(), world.helpdesk))).toBe(
      'mail-program-missing',
    )
    expect(await world.rows()).toMatchObject([{ status: 'queued' }])
    world.opened = []
    expect(codeOf(await world.outbox.handOver({ id: newId() }, world.helpdesk))).toBe('mail-unknown')
    expect(world.opened).toEqual([])
  })
})
