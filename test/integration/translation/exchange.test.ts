import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { created } from '../../../src-main/domain/change'
import type { Authority } from '../../../src-shared/entities/authority'
import { addMonths } from '../../../src-shared/time'
import { alertOf } from '../../support/alert-samples'
import { failureOf, newFolder, openCore, unitOf, type Core } from '../../support/core'
import { exportMemory, memoryOf, placeTmx, previewMemory, textOf } from '../../support/memory'
import { authorityOf, NOW, translationOf } from '../../support/samples'
import { place, stateOf } from '../../support/story'
import { contentHash } from '../../support/content'

let one: Core
let other: Core
let office: Authority

beforeEach(async () => {
  one = openCore()
  other = openCore(newFolder('Zweigstelle'))
  await one.start()
  await other.start()
  office = authorityOf({ officialName: 'Handwerkskammer' })
  place(one, office)
})
afterEach(() => {
  one.close()
  other.close()
})

const RESTS = { from: 'de', to: 'en', original: 'Der Betrieb ruht.', translation: 'The business rests.' }
const KINGS = {
  from: '',
  to: 'fr',
  original: '“King’s & <Co>”\r\nŁódź\n\tΑθήνα 💙',
  translation: 'Rois\u00a0; «\u00a0Łódź\u00a0»',
}
const ofOffice = () => ({ kind: 'authority' as const, id: office.id })

const keep = (core: Core, said: typeof RESTS, of: ReturnType<typeof ofOffice> | null = null) =>
  core.request('translation.remember', { ...said, of })

const outcomes = async (core: Core, file: string) =>
  (await previewMemory(core, file)).rows.map(({ original, outcome, why }) => [original, outcome, why])

function translationNumber(index: number) {
  return translationOf({ original: `Satz ${String(index)}.`, translation: `Sentence ${String(index)}.` })
}

describe('the translation memory', () => {
  it('goes to another PC in a file: previewed, taken over as it was kept, offered there, and taken back in one step', async () => {
    await keep(one, RESTS)
    await keep(one, KINGS)
    const file = await exportMemory(one)
    const before = contentHash(other)
    other.advance(1000)
    const { counts, rows, take } = await previewMemory(other, file)
    expect(counts).toEqual({ new: 2, update: 0, unchanged: 0, 'left-out': 0 })
    expect(rows.map(({ original, translation }) => [original, translation])).toEqual(
      [RESTS, KINGS].map(({ original, translation }) => [original, translation]),
    )
    const taken = await take()
    expect(taken).toMatchObject({ ok: true, value: { added: 2, updated: 0 } })
    const here = await memoryOf(one)
    expect(await memoryOf(other)).toEqual(here.map((entry) => ({ ...entry, keptBy: null })))
    const { sentences } = await other.done('translation.known', {
      text: RESTS.original,
      from: 'de',
      to: 'en',
    })
    expect(sentences).toMatchObject([{ translation: RESTS.translation, way: 'memory' }])
    const [unit] = other.raw('SELECT command, reason FROM unit ORDER BY row DESC LIMIT 1')
    expect(unit).toEqual({ command: 'memory.import', reason: 'memory.tmx' })
    await other.done('history.undo', { unit: unitOf(taken), reason: '' })
    expect(contentHash(other)).toBe(before)
  })

  it('changes nothing when the same file comes again, and a corrected one replaces what it corrects', async () => {
    await keep(one, RESTS)
    const file = await exportMemory(one)
    await (await previewMemory(other, file)).take()
    const again = await previewMemory(other, file)
    expect(again.counts).toEqual({ new: 0, update: 0, unchanged: 1, 'left-out': 0 })
    expect(failureOf(await again.take())).toBe('nothing-to-take')
    await keep(one, { ...RESTS, translation: 'The firm is dormant.' })
    const corrected = await previewMemory(other, await exportMemory(one))
    expect(corrected.rows).toMatchObject([{ outcome: 'update', here: RESTS.translation }])
    await corrected.take()
    expect(await memoryOf(other)).toMatchObject([{ translation: 'The firm is dormant.' }])
    expect((await other.done('history.verify', {})).broken).toBeNull()
  })

  it('goes back and forth until both PCs hold the same', async () => {
    await keep(one, RESTS)
    await (await previewMemory(other, await exportMemory(one))).take()
    other.advance(60_000)
    await keep(other, { ...RESTS, translation: 'The firm is dormant.' })
    await keep(other, KINGS)
    await (await previewMemory(one, await exportMemory(other))).take()
    const texts = async (core: Core) => (await memoryOf(core)).map(({ id, translation }) => [id, translation])
    expect(await texts(one)).toEqual(await texts(other))
    expect(await outcomes(one, await exportMemory(other))).toEqual([
      [RESTS.original, 'unchanged', null],
      [KINGS.original, 'unchanged', null],
    ])
  })

  it('leaves texts of alerts and authorities out of a file unless they are asked for, and where nobody knows them', async () => {
    await keep(one, RESTS)
    await keep(one, KINGS, ofOffice())
    expect(await one.done('memory.exportable', {})).toEqual({ free: 1, linked: 1 })
    expect(textOf(await exportMemory(one, false))).not.toContain('Łódź')
    const whole = await exportMemory(one)
    expect(await outcomes(other, whole)).toEqual([
      [RESTS.original, 'new', null],
      [KINGS.original, 'left-out', 'authority-unknown'],
    ])
    place(other, office)
    const { rows, take } = await previewMemory(other, whole)
    expect(rows[1]).toMatchObject({ outcome: 'new', of: { authority: { officialName: 'Handwerkskammer' } } })
    await take()
    expect(await memoryOf(other)).toContainEqual(expect.objectContaining({ authorityId: office.id }))
  })

  it('never gives out what belongs to an alert whose data is blocked, nor takes it over', async () => {
    const closedAt = addMonths(NOW, -5)
    const alert = alertOf(office, { status: 'closed', createdAt: closedAt, broadcastAt: closedAt, closedAt })
    one.given(created('alert', alert))
    await one.done('translation.remember', { ...RESTS, of: { kind: 'alert', id: alert.id } })
    const early = await exportMemory(one, true, 'early.tmx')
    place(other, office)
    other.given(created('alert', alert))
    for (const core of [one, other]) core.advance(80 * 86_400_000)
    expect(await one.done('memory.exportable', {})).toEqual({ free: 0, linked: 0 })
    const file = join(one.folder, 'late.tmx')
    expect(failureOf(await one.request('memory.export', { linked: true }, { file }))).toBe('memory-empty')
    expect(await outcomes(other, early)).toEqual([[RESTS.original, 'left-out', 'alert-blocked']])
  })

  it('is exchanged by the Helpdesk alone', async () => {
    await keep(one, RESTS)
    const file = await exportMemory(one)
    const as = await one.addOperator(office.id)
    const { file: token, hash } = await one.done('memory.open', {}, { file })
    const page = { offset: 0, limit: 10 }
    for (const [name, input] of [
      ['memory.exportable', {}],
      ['memory.planRows', { file: token, show: 'all', page }],
      ['memory.export', { linked: false }],
      ['memory.open', {}],
      ['memory.plan', { file: token }],
      ['memory.import', { file: token, hash }],
    ] as const) {
      expect([name, failureOf(await one.ask(name, input, { as, file }))]).toEqual([name, 'helpdesk-only'])
    }
  })

  it('is taken over only as the preview showed it', async () => {
    await keep(one, RESTS)
    const file = await exportMemory(one)
    const { take, file: token } = await previewMemory(other, file)
    await keep(other, RESTS)
    expect(failureOf(await take())).toBe('plan-changed')
    const { counts } = await other.done('memory.plan', { file: token }, { file })
    expect(counts).toMatchObject({ new: 0, unchanged: 1 })
  })

  it('is cancelled with nothing written and no file left', async () => {
    // So many that the writing is asked once whether it shall go on.
    one.given(...Array.from({ length: 2100 }, (_, index) => created('translation', translationNumber(index))))
    const file = join(one.folder, 'cancelled.tmx')
    const cancelled = await one.request('memory.export', { linked: true }, { file, cancelAt: () => true })
    expect(failureOf(cancelled)).toBe('cancelled')
    expect(() => textOf(file)).toThrow()
    expect(() => textOf(`${file}.part`)).toThrow()
    const whole = await exportMemory(one)
    const before = stateOf(other)
    const { file: token, hash } = await other.done('memory.open', {}, { file: whole })
    for (const what of ['progress.memory-read', 'progress.memory-plan', 'progress.memory-import']) {
      const cancelAt = (progress: { what: string }) => progress.what === what
      const reply = await other.request('memory.import', { file: token, hash }, { file: whole, cancelAt })
      expect([what, failureOf(reply)]).toEqual([what, 'cancelled'])
    }
    expect(stateOf(other)).toEqual(before)
  })
})

describe('a TMX file of another program', () => {
  it('gives each of its translations, without codes of formatting, from the language it names as source', async () => {
    const file = placeTmx(
      one,
      `<tu changedate="20250131T101112Z"><note>seen</note><prop type="x">y</prop>
        <tuv xml:lang="EN-GB"><prop type="x-imi-alert">none</prop><seg>The <hi>firm</hi> rests<ph>&lt;br/></ph>.</seg></tuv>
        <tuv xml:lang="de-AT"><seg>Der <bpt i="1">{b<sub>x</sub></bpt>Betrieb<ept i="1">}</ept> <![CDATA[ruht & schläft]]>.</seg></tuv>
        <tuv lang="fr"><seg>L’entreprise est en repos.</seg></tuv>
      </tu><tu srclang="fr"><tuv xml:lang="fr"><seg>Seul.</seg></tuv></tu>`,
    )
    const { rows, take } = await previewMemory(one, file)
    const [keptAt, original] = ['2025-01-31T10:11:12.000Z', 'Der Betrieb ruht & schläft.']
    expect(rows).toMatchObject([
      { outcome: 'new', from: 'de', to: 'en', original, translation: 'The firm rests.', keptAt, of: null },
      { outcome: 'new', from: 'de', to: 'fr', original, translation: 'L’entreprise est en repos.' },
      { outcome: 'left-out', from: 'fr', to: '', original: 'Seul.', why: 'one-language' },
    ])
    expect(await take()).toMatchObject({ ok: true, value: { added: 2 } })
  })

  it('that says the same words twice gives the newest of them', async () => {
    const unit = (said: string, day: string) =>
      `<tu changedate="${day}T101112Z"><tuv xml:lang="de"><seg>Der Betrieb ruht.</seg></tuv><tuv xml:lang="en"><seg>${said}</seg></tuv></tu>`
    const file = placeTmx(
      one,
      unit('First.', '20250101') + unit('Third.', '20250103') + unit('Second.', '20250102'),
    )
    const { take, counts } = await previewMemory(one, file)
    expect(counts).toEqual({ new: 1, update: 1, unchanged: 1, 'left-out': 0 })
    expect(await take()).toMatchObject({ ok: true, value: { added: 1, updated: 0 } })
    expect(await memoryOf(one)).toMatchObject([{ translation: 'Third.' }])
  })

  it('in UTF-16 is read like any other', async () => {
    const text = textOf(
      placeTmx(
        one,
        '<tu><tuv xml:lang="de"><seg>Ähre</seg></tuv><tuv xml:lang="en"><seg>Ear</seg></tuv></tu>',
      ),
    )
    const file = join(one.folder, 'wide.tmx')
    writeFileSync(file, Buffer.from(`\ufeff${text}`, 'utf16le'))
    expect((await previewMemory(one, file)).rows).toMatchObject([{ original: 'Ähre', outcome: 'new' }])
  })
})
