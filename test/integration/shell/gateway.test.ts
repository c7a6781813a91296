import type { ContractEntry } from '../../../src-shared/contract/define'
import { beforeEach, describe, expect, it } from 'vitest'
import { createGateway, type Gateway } from '../../../src-main/app/gateway'
import type { Caller, Files, Host, Job } from '../../../src-main/app/ports'
import { InnerFault } from '../../../src-main/app/shell/ask-store'
import { createIds } from '../../../src-main/host/ports/ids'
import { unavailableReason } from '../../../src-main/store/unavailable'
import { contract, type Name } from '../../../src-shared/contract'
import type { AppEvent } from '../../../src-shared/events'
import type { ReplyOf, UnavailableReason } from '../../../src-shared/faults'
import { HELPDESK } from '../../support/facts'
import { steadyRandom, steppingClock } from '../../support/ports'
import { newId } from '../../support/samples'

const ids = createIds(steppingClock('2026-11-23T08:00:00.000Z'), steadyRandom(1))

let viewing = false
let noBackup: UnavailableReason | null = null
let caller: Caller | null
let jobs: { job: Job; place: string }[]
let asked: string[]
let logged: string[]
let events: AppEvent[]
let answerOfHost: (job: Job) => Promise<ReplyOf<unknown, string>>
let picked: { token: string; path: string } | null
let gateway: Gateway

beforeEach(() => {
  caller = HELPDESK
  jobs = []
  asked = []
  logged = []
  events = []
  viewing = false
  noBackup = null
  picked = { token: newId(), path: '/secret/path/list.csv' }
  answerOfHost = () => Promise.resolve({ ok: true, value: 'answered' })
  const host: Host = {
    isOpen: () => true,
    prepare: () => undefined,
    open: () => Promise.resolve(null),
    putAside: () => Promise.resolve(),
    close: () => Promise.resolve(),
    run: (job, place) => {
      jobs.push({ job, place })
      return answerOfHost(job)
    },
  }
  const files: Files = {
    give: () => undefined,
    given: () => null,
    ask: (need, hint) => {
      asked.push(`${need.use} ${hint ?? ''}`.trim())
      return Promise.resolve(picked)
    },
    known: (token) => (token === picked?.token ? picked : undefined),
  }
  gateway = createGateway({
    host,
    shell: {} as never,
    caller: () => caller,
    viewing: () => viewing,
    backup: () => Promise.resolve(noBackup),
    files,
    ids,
    log: {
      info: () => undefined,
      error: (message, error) => void logged.push(`${message} ${String(error)}`),
    },
    emit: (event) => void events.push(event),
    unavailable: unavailableReason,
  })
})

const ask = (name: string, input: unknown, call = 'w1') => gateway.answer({ call, name, input })
const importOf = (file: string) => ({
  file,
  mapping: { kind: 'authorities', columns: [], source: 'list', memberState: '', accessManager: null },
  hash: 'h',
  allOrNothing: false,
})
const invalid = (...paths: string[]) => ({ ok: false, error: { kind: 'invalid-input', paths } })

describe('while the program is looked at with the eyes of an authority', () => {
  const writing = (Object.entries(contract) as [string, ContractEntry][]).filter(
    ([, entry]) =>
      entry.who !== 'anyone' &&
      entry.who !== 'program' &&
      (entry.kind === 'command' || entry.place === 'writer'),
  )

  it.each(writing.map(([name]) => name))('nothing is written: %s', async (name) => {
    viewing = true
    expect(await ask(name, {})).toEqual({ ok: false, error: { kind: 'unavailable', reason: 'viewing' } })
    expect([jobs, asked]).toEqual([[], []])
  })

  it('no password is given, questions are answered, and files are written for others', async () => {
    viewing = true
    for (const name of ['operators.add', 'operators.changePassword', 'users.resetPasswords']) {
      expect(await ask(name, {})).toMatchObject({ error: { reason: 'viewing' } })
    }
    expect(await ask('store.status', {})).toMatchObject({ ok: true })
    expect(await ask('history.verify', {})).toMatchObject({ ok: true })
  })
})

describe('what is no request', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'store.status'],
    ['a list', ['w1', 'store.status', {}]],
    ['one without a call', { name: 'store.status', input: {} }],
    ['one without input', { call: 'w1', name: 'store.status' }],
    ['one whose call is no text', { call: 1, name: 'store.status', input: {} }],
    ['one whose call is too long', { call: 'w'.repeat(41), name: 'store.status', input: {} }],
    ['one whose call is no name', { call: '../w', name: 'store.status', input: {} }],
    [
      'one whose name is no text',
      { call: 'w1', name: { toString: (): string => 'store.status' }, input: {} },
    ],
  ])('is refused before anybody looks at it: %s', async (_what, request) => {
    expect(await gateway.answer(request)).toEqual(invalid('request'))
    expect(jobs).toEqual([])
  })

  it.each([
    '',
    'constructor',
    '__proto__',
    'toString',
    'store',
    'store.status ',
    'STORE.STATUS',
    'x'.repeat(100_000),
  ])('is refused where the contract has no such name: %s', async (name) => {
    expect(await ask(name, {})).toEqual(invalid('name'))
    expect(jobs).toEqual([])
  })

  it.each((Object.keys(contract) as Name[]).filter((name) => contract[name].who === 'program'))(
    'is refused where only the program itself may ask: %s',
    async (name) => {
      expect(await ask(name, { userName: 'keller' })).toEqual(invalid('name'))
      expect(jobs).toEqual([])
    },
  )
})

describe('what belongs to the IMI Helpdesk', () => {
  it.each((Object.keys(contract) as Name[]).filter((name) => contract[name].who === 'helpdesk'))(
    'is refused to an operator of an authority before a file is asked for: %s',
    async (name) => {
      caller = { ...HELPDESK, actsFor: newId() }
      expect(await ask(name, {})).toEqual({
        ok: false,
        error: { kind: 'refused', refusal: { code: 'helpdesk-only', params: {} } },
      })
      expect([jobs, asked]).toEqual([[], []])
    },
  )
})

describe('while nobody is signed in', () => {
  it.each(
    (Object.keys(contract) as Name[]).filter(
      (name) => contract[name].who !== 'anyone' && contract[name].who !== 'program',
    ),
  )('nothing of the store is answered: %s', async (name) => {
    caller = null
    expect(await ask(name, {})).toEqual({ ok: false, error: { kind: 'unavailable', reason: 'signed-out' } })
    expect([jobs, asked]).toEqual([[], []])
  })
})

describe('a request of the window', () => {
  it('goes to the place that the contract says, with the caller that the program knows', async () => {
    const claimed = {
      call: 'w1',
      name: 'store.status',
      input: {},
      caller: { operatorId: 'me' },
      file: { path: '/etc' },
    }
    expect(await gateway.answer(claimed)).toEqual({ ok: true, value: 'answered' })
    expect(jobs).toMatchObject([{ place: 'reader', job: { caller: HELPDESK, file: null } }])
  })

  it('that needs a file gets it from the dialog, never from the window', async () => {
    await ask('lists.open', {})
    await ask('authorities.export', { criteria: CRITERIA, sort: SORT, only: [], format: 'csv' })
    expect(asked).toEqual(['open', 'save csv'])
    expect(jobs.map(({ job }) => job.file)).toEqual([picked, picked])
  })

  it('is cancelled where the dialog was closed', async () => {
    picked = null
    expect(await ask('lists.open', {})).toEqual({ ok: false, error: { kind: 'cancelled' } })
    expect(jobs).toEqual([])
  })

  it('that is garbage shows no dialog', async () => {
    expect(await ask('lists.open', { path: '/etc/passwd' })).toMatchObject({
      error: { kind: 'invalid-input' },
    })
    expect(await ask('authorities.export', { format: 'exe' })).toMatchObject({
      error: { kind: 'invalid-input' },
    })
    expect(asked).toEqual([])
  })

  it('may name a file picked before, and no other', async () => {
    const mapping = {
      kind: 'authorities',
      columns: ['officialName'],
      source: 'x',
      memberState: '',
      accessManager: null,
    }
    await ask('lists.plan', { file: picked?.token, mapping })
    expect(jobs[0]?.job.file).toEqual(picked)
    expect(await ask('lists.plan', { file: newId(), mapping })).toMatchObject({
      error: { kind: 'refused', refusal: { code: 'file-unknown' } },
    })
    expect(await ask('lists.plan', { file: '/secret/path/list.csv', mapping })).toMatchObject({
      error: { kind: 'invalid-input' },
    })
  })

  it('is told as ended, whatever came of it', async () => {
    answerOfHost = () => Promise.reject(new Error('broken'))
    await ask('store.status', {}, 'w7')
    expect(events).toEqual([{ type: 'ended', call: 'w7' }])
  })

  it('can be cancelled while it runs, by its call and no other', async () => {
    let seen: Job | undefined
    let finish: () => void = () => undefined
    answerOfHost = (job) => {
      seen = job
      return new Promise((resolve) => {
        finish = () => {
          resolve({ ok: false, error: { kind: 'cancelled' } })
        }
      })
    }
    const running = ask('sample.generate', { set: 'S' }, 'w2')
    await Promise.resolve()
    const flag = new Int32Array(seen!.cancel)
    gateway.cancel('w3')
    expect(flag[0]).toBe(0)
    expect(await ask('store.status', {}, 'w2')).toEqual(invalid('call'))
    gateway.cancel('w2')
    expect(flag[0]).toBe(1)
    finish()
    expect(await running).toMatchObject({ error: { kind: 'cancelled' } })
    gateway.cancel('w2')
    expect(events).toEqual([{ type: 'ended', call: 'w2' }])
  })
})

describe('a fault in the main process', () => {
  it('that is a bug is told by a number that stands in the log, without what went wrong', async () => {
    answerOfHost = () => Promise.reject(new Error('secret@person.example'))
    const reply = await ask('store.status', {})
    expect(reply).toMatchObject({
      error: { kind: 'internal', reference: expect.stringMatching(/^\w{8}$/) as string },
    })
    expect(JSON.stringify(reply)).not.toContain('secret')
    expect(logged).toHaveLength(1)
    expect(logged[0]).toContain((reply as { error: { reference: string } }).error.reference)
  })

  it.each([
    [Object.assign(new Error('full'), { code: 'ENOSPC' }), 'disk-full'],
    [Object.assign(new Error('locked'), { code: 'SQLITE_BUSY' }), 'busy'],
    [Object.assign(new Error('bad page'), { code: 'SQLITE_CORRUPT_VTAB' }), 'corrupt'],
    [Object.assign(new Error('no'), { code: 'EACCES' }), 'not-permitted'],
    [new Error('ConnectionFailed("Unable to open connection to local database x: 14")'), 'read-only'],
    [new InnerFault('host.open', { kind: 'unavailable', reason: 'from-future' }), 'from-future'],
  ])('that the operating system caused is told as what it is: %s', async (error, reason) => {
    answerOfHost = () => Promise.reject(error)
    expect(await ask('store.status', {})).toEqual({ ok: false, error: { kind: 'unavailable', reason } })
  })

  it.each([
    ['ENOENT', 'not-saved'],
    ['EACCES', 'not-saved'],
    ['EPERM', 'not-saved'],
    ['EROFS', 'not-saved'],
    ['EBUSY', 'not-saved'],
    ['ENOSPC', 'disk-full'],
    ['SQLITE_READONLY', 'read-only'],
  ])(
    'while a file is saved speaks of the place that was chosen, not of a file that was there: %s',
    async (code, reason) => {
      answerOfHost = () => Promise.reject(Object.assign(new Error('no'), { code }))
      expect(await ask('mail.export', { mails: [MAIL], format: 'eml' })).toEqual({
        ok: false,
        error: { kind: 'unavailable', reason },
      })
    },
  )
})

const MAIL = { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', revision: 1 }
const SORT = { by: 'relevance', descending: false }
const CRITERIA = {
  text: '',
  myAuthoritiesOnly: false,
  memberState: null,
  type: null,
  status: null,
  module: null,
  role: null,
  accessManager: null,
  administrators: null,
}

describe('an import', () => {
  it('is not begun before a backup was made, and says what stood in the way', async () => {
    noBackup = 'disk-full'
    const reply = await ask('lists.apply', importOf(picked?.token ?? ''))
    expect(reply).toEqual({ ok: false, error: { kind: 'unavailable', reason: 'disk-full' } })
    expect(jobs).toEqual([])
    noBackup = null
    expect(await ask('lists.apply', importOf(picked?.token ?? ''))).toMatchObject({ ok: true })
    expect(jobs).toHaveLength(1)
    expect(events).toContainEqual(
      expect.objectContaining({ progress: { done: 0, total: 1, what: 'progress.backup' } }),
    )
  })
})
