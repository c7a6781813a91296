import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AlertId } from '../../../src-shared/ids'
import { ALERT, formOf } from '../../support/alert-samples'
import { alertWorld, type AlertWorld } from '../../support/alert-world'
import { failureOf, openCore, unitOf, type Core } from '../../support/core'

let core: Core
let world: AlertWorld
let id: AlertId
let files: string

beforeEach(async () => {
  core = openCore()
  await core.start()
  world = alertWorld(core)
  ;({ id } = await core.done('alerts.create', { module: ALERT, as: world.author.id, form: formOf() }))
  files = join(core.folder, 'Dokumente')
  mkdirSync(files)
})
afterEach(() => {
  core.close()
})

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(files, name)
  writeFileSync(path, content)
  return path
}

const attach = (file: string) => core.request('alerts.attach', { id, as: world.author.id }, { file })
const attached = async () => (await core.done('alerts.view', { id, as: null })).alert?.attachments ?? []

describe('a document attached to an alert', () => {
  it('is kept encrypted and comes out as it went in', async () => {
    const secret = `%PDF-1.7 ${'Gerüst ohne Anker '.repeat(2000)}`
    expect(failureOf(await attach(fileOf('Prüfbericht Łódź.pdf', secret)))).toBeNull()
    expect(await attached()).toMatchObject([
      { name: 'Prüfbericht Łódź.pdf', size: Buffer.byteLength(secret) },
    ])
    const out = join(files, 'out.pdf')
    const input = { id: (await attached())[0]?.id ?? ('' as never), as: null, format: 'pdf' as const }
    await core.done('alerts.saveAttachment', input, { file: out })
    expect(readFileSync(out, 'utf8')).toBe(secret)
    for (const file of [core.path, `${core.path}-wal`]) {
      expect(readFileSync(file).includes('ohne Anker')).toBe(false)
    }
  })

  it('can be taken back, and done again', async () => {
    const unit = unitOf(await attach(fileOf('site.txt', 'x')))
    const undone = await core.request('history.undo', { unit, reason: '' })
    expect(await attached()).toEqual([])
    await core.done('history.undo', { unit: unitOf(undone), reason: '' })
    expect(await attached()).toHaveLength(1)
  })

  it.each<[string, string, string | Uint8Array]>([
    ['alert-attachment-type', 'program.exe', 'MZ'],
    ['alert-attachment-type', 'page.html', '<script>'],
    ['alert-attachment-type', 'pdf', 'no ending'],
    ['alert-attachment-empty', 'empty.pdf', ''],
    ['alert-attachment-content', 'program.pdf', 'MZ\u0090\u0000'],
    ['alert-attachment-content', 'program.txt', 'MZ\u0090\u0000'],
    ['alert-attachment-content', 'letter.docx', '%PDF-1.7'],
    ['alert-attachment-content', 'photo.JPG', '\u0089PNG'],
    ['alert-attachment-large', 'large.pdf', new Uint8Array(5 * 1024 * 1024 + 1)],
  ])('is refused with the reason: %s', async (code, name, content) => {
    expect(failureOf(await attach(fileOf(name, content)))).toBe(code)
    expect(await attached()).toEqual([])
    expect(core.raw('SELECT count(*) AS n FROM attachmentBytes')).toEqual([{ n: 0 }])
  })

  it.each<[string, string | number[]]>([
    ['photo.png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]],
    ['photo.JPEG', [0xff, 0xd8, 0xff, 0xe0, 0]],
    ['letter.docx', 'PK\u0003\u0004'],
    ['table.ods', 'PK\u0003\u0004'],
    ['note.txt', 'Gerüst ohne Anker'],
    ['list.csv', [0xff, 0xfe, 0x41, 0]],
  ])('is taken where its content is what its name says: %s', async (name, content) => {
    const file = fileOf(name, typeof content === 'string' ? content : new Uint8Array(content))
    expect(failureOf(await attach(file))).toBeNull()
  })

  it('is taken once, and no more than ten of them', async () => {
    const first = fileOf('0.txt', 'the same')
    await attach(first)
    expect(failureOf(await attach(first))).toBe('alert-attached-already')
    for (let number = 1; number < 10; number += 1) {
      expect(failureOf(await attach(fileOf(`${String(number)}.txt`, `no ${String(number)}`)))).toBeNull()
    }
    expect(failureOf(await attach(fileOf('11.txt', 'eleven')))).toBe('alert-attachments-many')
  })

  it('is attached and taken off by nobody but the author, while it is a draft', async () => {
    await attach(fileOf('site.txt', 'x'))
    const [document] = await attached()
    const off = { id: document?.id ?? ('' as never), as: world.poland.id }
    expect(failureOf(await core.request('alerts.detach', off))).toBe('alert-not-your-part')
    const foreign = await core.request(
      'alerts.attach',
      { id, as: world.poland.id },
      { file: fileOf('other.txt', 'y') },
    )
    expect(failureOf(foreign)).toBe('alert-not-your-part')
    await core.done('alerts.detach', { ...off, as: world.author.id })
    expect(await attached()).toEqual([])
  })
})
