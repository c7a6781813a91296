import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import { addMonths } from '../../../src-shared/time'
import { alertOf } from '../../support/alert-samples'
import { failureOf, openCore, unitOf, type Core } from '../../support/core'
import { authorityOf, newId, NOW } from '../../support/samples'
import { expectEveryRefusal, place, stateOf } from '../../support/story'

let core: Core
let helpdesk: Caller
let authority: Caller

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  authority = await core.addOperator(place(core, authorityOf({ officialName: 'Handwerkskammer' })).id)
})
afterEach(() => {
  core.close()
})

const ODD = {
  from: 'de',
  to: 'en',
  original: 'Der Betrieb ruht.',
  translation: 'The business rests.',
  of: null,
}
const ALL = { text: '', page: { offset: 0, limit: 50 } }

async function known(text: string, as = helpdesk) {
  const { sentences } = await core.done('translation.known', { text, from: 'de', to: 'en' }, { as })
  return sentences.map(({ translation, way }) => [translation, way])
}

describe('what an operator corrected', () => {
  it('is kept, offered to everybody whatever the case and the accents, and stands in the history as personal', async () => {
    const kept = await core.request('translation.remember', ODD)
    expect(await known('DER BETRIEB RUHT! Ja.', authority)).toEqual([
      ['The business rests!', 'memory'],
      ['Yes.', 'phrase'],
    ])
    const [unit] = core.raw('SELECT command, id FROM unit ORDER BY row DESC LIMIT 1')
    expect(unit).toEqual({ command: 'translation.remember', id: unitOf(kept) })
    const [entry] = core.raw("SELECT changes FROM history WHERE entity = 'translation'")
    expect(String(entry?.['changes'])).not.toContain('business')
  })

  it('is corrected again in its place by whoever may, else kept beside it', async () => {
    const first = await core.done('translation.remember', ODD)
    const better = { ...ODD, translation: 'The firm is dormant.' }
    const second = await core.done('translation.remember', better)
    expect(second.id).toBe(first.id)
    const own = { ...ODD, translation: 'The business is at rest.' }
    const theirs = await core.done('translation.remember', own, { as: authority })
    expect(theirs.id).not.toBe(first.id)
    expect(await known(ODD.original)).toEqual([[better.translation, 'memory']])
    expect(await known(ODD.original, authority)).toEqual([[own.translation, 'memory']])
  })

  it('is listed to the Helpdesk whole, to others as far as they kept it, and found by either text', async () => {
    await core.done('translation.remember', ODD)
    const own = { ...ODD, original: 'Der Bürgermeister.', translation: 'The mayor.' }
    await core.done('translation.remember', own, { as: authority })
    const all = await core.done('translation.memory', ALL)
    expect(all.entries.map(({ entry, keptByName, mine }) => [entry.translation, keptByName, mine])).toEqual([
      ['The mayor.', 'Operator 2', true],
      ['The business rests.', 'Operator 1', true],
    ])
    expect((await core.done('translation.memory', ALL, { as: authority })).total).toBe(1)
    for (const text of ['burger', 'MAYOR']) {
      expect((await core.done('translation.memory', { ...ALL, text })).total).toBe(1)
    }
    expect((await core.done('translation.memory', { ...ALL, text: 'nothing' })).total).toBe(0)
  })

  it('is removed, and comes back by taking that back', async () => {
    const { id } = await core.done('translation.remember', ODD)
    const forgotten = await core.request('translation.forget', { id })
    expect(await known(ODD.original)).toEqual([[ODD.original, 'none']])
    await core.done('history.undo', { unit: unitOf(forgotten), reason: '' })
    expect(await known(ODD.original)).toEqual([[ODD.translation, 'memory']])
  })

  it('is taken back only by who may correct it', async () => {
    const kept = unitOf(await core.request('translation.remember', ODD))
    const undone = await core.request('history.undo', { unit: kept, reason: '' }, { as: authority })
    expect(failureOf(undone)).toBe('helpdesk-only')
  })

  it('is refused with a reason where it cannot be kept or removed, and nothing is written', async () => {
    const { id } = await core.done('translation.remember', ODD)
    const erased = place(core, authorityOf({ status: 'removed', erasedAt: NOW }))
    const other = place(core, authorityOf({ officialName: 'Bauaufsicht' }))
    const closedAt = addMonths(NOW, -6)
    const hidden = alertOf(other)
    const blocked = alertOf(other, { status: 'closed', createdAt: closedAt, broadcastAt: closedAt, closedAt })
    core.given(created('alert', hidden), created('alert', blocked))
    const refused: [Parameters<Core['ask']>[0], unknown, string, Caller?][] = [
      ['translation.remember', { ...ODD, to: 'de' }, 'translation-same-language'],
      ['translation.remember', { ...ODD, original: '…!' }, 'translation-not-sought'],
      ['translation.remember', ODD, 'nothing-changed'],
      ['translation.remember', { ...ODD, of: { kind: 'alert', id: newId() } }, 'alert-unknown'],
      ['translation.remember', { ...ODD, of: { kind: 'alert', id: hidden.id } }, 'alert-unknown', authority],
      ['translation.remember', { ...ODD, of: { kind: 'alert', id: blocked.id } }, 'translation-withheld'],
      ['translation.remember', { ...ODD, of: { kind: 'authority', id: newId() } }, 'authority-unknown'],
      ['translation.remember', { ...ODD, of: { kind: 'authority', id: erased.id } }, 'authority-removed'],
      ['translation.forget', { id: newId() }, 'translation-unknown'],
      ['translation.forget', { id }, 'helpdesk-only', authority],
    ]
    const before = stateOf(core)
    for (const [name, input, code, as] of refused) {
      expect([name, failureOf(await core.ask(name, input, { as: as ?? helpdesk }))]).toEqual([name, code])
    }
    expect(stateOf(core)).toEqual(before)
    expectEveryRefusal(refused)
  })
})

describe('the phrases of this product', () => {
  it('are told with their languages', async () => {
    const { languages, phrases } = await core.done('translation.phrases', {})
    expect(languages).toEqual(['en', 'fr', 'de', 'ro'])
    expect(phrases).toBeGreaterThan(600)
  })

  it('say at each sentence which way it was translated', async () => {
    expect(await known('Die Gefahr besteht nicht mehr. Der Betrieb ruht.')).toEqual([
      ['The risk no longer exists.', 'phrase'],
      ['Der Betrieb ruht.', 'none'],
    ])
  })
})
