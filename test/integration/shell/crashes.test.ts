import { beforeEach, describe, expect, it } from 'vitest'
import { Crashes, framesOf } from '../../../src-main/app/shell/crashes'
import { createIds } from '../../../src-main/host/ports/ids'
import { steadyRandom, steppingClock, type SteppingClock } from '../../support/ports'

let clock: SteppingClock
let crashes: Crashes
let log: string[]

beforeEach(() => {
  clock = steppingClock('2026-11-23T08:00:00.000Z')
  log = []
  crashes = new Crashes({
    clock,
    ids: createIds(clock, steadyRandom(1)),
    log: { error: (message) => void log.push(message) },
    versions: ['IMI Helpdesk 0.1.0', 'linux x64'],
  })
})

describe('a window that dies', () => {
  it('is opened again, but not a third time within a minute', () => {
    expect(crashes.windowDied('crashed')).toBe('again')
    clock.advance(20_000)
    expect(crashes.windowDied('oom')).toBe('again')
    clock.advance(20_000)
    expect(crashes.windowDied('crashed')).toBe('give-up')
  })

  it('is opened again and again where that is seldom', () => {
    for (let time = 0; time < 6; time += 1) {
      expect(crashes.windowDied('crashed')).toBe('again')
      clock.advance(31_000)
    }
  })

  it('is told of until somebody has read it', () => {
    crashes.windowDied('crashed')
    expect(crashes.last()).toMatchObject({
      kind: 'window',
      report: expect.stringContaining('window: crashed') as string,
    })
    crashes.forget()
    expect(crashes.last()).toBeNull()
  })
})

describe('the report of a crash', () => {
  it('tells versions, the name of the mistake and places in the program, and its number stands in the log', () => {
    const reference = crashes.viewFailed(
      'TypeError',
      'TypeError: x is undefined\n    at save (app://imi/assets/App-abc123.js:10:20)\n    at async app://imi/assets/App-abc123.js:11:2',
    )
    expect(crashes.last()?.report.split('\n')).toEqual([
      `Number ${reference}, 2026-11-23T08:00:00.002Z`,
      'IMI Helpdesk 0.1.0',
      'linux x64',
      'view: TypeError',
      'at save App-abc123.js:10:20',
      'at App-abc123.js:11:2',
    ])
    expect(log).toEqual([`internal fault ${reference}, view: TypeError`])
  })

  it('holds no message, no folder of the PC and no name of a person', () => {
    const error = new Error(
      'The user Łucja Ørsted\non two lines (at Bonn:1:2)\n    at Karl Amt (karl.amt.js:1:2)',
    )
    error.stack = `Error: The user Łucja Ørsted
on two lines (at Bonn:1:2)
    at Karl Amt (karl.amt.js:1:2)
    at Store.#work (/home/maria.keller/Büro (alt)/out/main/index.js:3:4)
    at C:\\Users\\Maria Keller\\out\\main\\chunks\\gateway-1a.js:5:6
    at eval (eval at <anonymous> (file:///home/maria.keller/x.js:1:1), <anonymous>:1:1)`
    crashes.programFailed(error)
    const report = crashes.last()?.report ?? ''
    expect(report).toContain('at Store.#work index.js:3:4')
    expect(report).toContain('at gateway-1a.js:5:6')
    expect(report).not.toMatch(/maria|keller|Łucja|Bonn|Büro|Karl/i)
  })

  it('calls a thrown text an error, whatever it says', () => {
    crashes.viewFailed('Łucja Ørsted was not found', '')
    crashes.programFailed('Frau Mustermann')
    expect(crashes.last()?.report).toMatch(/program: string$/)
    expect(log.join()).not.toMatch(/Łucja|Mustermann/)
  })

  it('is as long as a screen, however deep the mistake was', () => {
    const deep = Array.from({ length: 500 }, (_, row) => `    at f (file:///x/a.js:${String(row)}:1)`).join(
      '\n',
    )
    expect(framesOf(deep)).toHaveLength(20)
  })
})
