import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPreferences } from '../../../src-main/store/preferences/preferences'
import { newFolder, removeFolder } from '../../support/core'
import { steppingClock } from '../../support/ports'

const DEFAULTS = {
  theme: 'system',
  place: '/',
  placeOf: '',
  columns: [],
  preview: false,
  lockAfter: 15,
  mappings: {},
}

let folder: string
let path: string
const open = () => openPreferences(path, steppingClock('2026-11-23T08:00:00.000Z'))

beforeEach(() => {
  folder = newFolder()
  path = join(folder, 'preferences.json')
})
afterEach(() => {
  removeFolder(folder)
})

describe('preferences', () => {
  it('begin as the program suggests', async () => {
    const preferences = await open()
    expect(preferences.read()).toEqual(DEFAULTS)
    expect(preferences.putAside).toBeNull()
  })

  it('are there again at the next start', async () => {
    const preferences = await open()
    await preferences.write({ theme: 'dark', mappings: { 'name|Ort': ['officialName', 'city'] } })
    await preferences.setWindow({ x: 1, y: 2, width: 1280, height: 800, maximized: false })
    await preferences.setFailures({ count: 2, lastAt: 5 })
    const again = await open()
    expect(again.read()).toEqual({
      ...DEFAULTS,
      theme: 'dark',
      mappings: { 'name|Ort': ['officialName', 'city'] },
    })
    expect(again.window()).toEqual({ x: 1, y: 2, width: 1280, height: 800, maximized: false })
    expect(again.failures()).toEqual({ count: 2, lastAt: 5 })
  })

  it('of an older program lock after 15 minutes without use, and keep all else', async () => {
    const { lockAfter: _later, ...older } = { ...DEFAULTS, theme: 'dark' }
    const kept = { preferences: older, failures: { count: 0, lastAt: 0 }, window: null }
    writeFileSync(path, JSON.stringify(kept))
    const preferences = await open()
    expect(preferences.putAside).toBeNull()
    expect(preferences.read()).toEqual({ ...DEFAULTS, theme: 'dark' })
  })

  it('keep every one of many quick changes', async () => {
    const preferences = await open()
    const changes = Array.from({ length: 20 }, (_, index) =>
      preferences.write({ place: `/${String(index)}` }),
    )
    await Promise.all([...changes, preferences.write({ preview: true })])
    expect((await open()).read()).toMatchObject({ place: '/19', preview: true })
  })

  it.each([
    ['cut off', '{"preferences": {"the'],
    ['something else', '[1, 2, 3]'],
    ['of another form', '{"preferences": {"theme": "pink"}}'],
    ['empty', ''],
    ['no text', '\u0000\u0001'],
  ])('that are %s are put aside once, and the program starts afresh', async (_how, content) => {
    writeFileSync(path, content)
    const preferences = await open()
    expect(preferences.read()).toEqual(DEFAULTS)
    expect(preferences.putAside).not.toBeNull()
    expect(readFileSync(preferences.putAside ?? '', 'utf8')).toBe(content)
    await preferences.write({ theme: 'light' })
    const again = await open()
    expect([again.putAside, again.read().theme]).toEqual([null, 'light'])
    expect(readdirSync(folder)).toHaveLength(2)
  })
})
