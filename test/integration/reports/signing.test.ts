import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Cancelled } from '../../../src-main/app/cancelled'
import { createSigning } from '../../../src-main/host/signing'
import type { Instant } from '../../../src-shared/time'
import { identityFile } from '../../support/identity'
import { steppingClock } from '../../support/ports'

const NOW = '2026-11-23T08:00:00.000Z' as Instant

/** A certificate is looked at in a process that does what the test says; the timer ticks when the test says so. */
function looking() {
  const clock = steppingClock(NOW)
  const told: { message?: (answer: unknown) => void; ended?: () => void; tick?: () => void } = {}
  const state = { cancelled: false, killed: 0, looks: false, posted: [] as unknown[] }
  const signing = createSigning('out', {
    clock,
    scheduler: {
      every: (_milliseconds, work) => {
        told.tick = work
        state.looks = true
        return () => {
          state.looks = false
        }
      },
    },
    startApart: (_entry, { message, ended }) => {
      told.message = message
      told.ended = ended
      return {
        post: (task) => void state.posted.push(task),
        kill: () => {
          state.killed += 1
        },
      }
    },
  })
  const certificate = { path: 'a.p12', password: 'Geheim2026' }
  const answer = signing.check(certificate, NOW, () => state.cancelled)
  const pass = (seconds: number): void => {
    clock.advance(seconds * 1000)
    told.tick?.()
  }
  return { answer, told, state, pass, signing }
}

describe('a certificate that is looked at in a process of its own', () => {
  it('is answered, and the process ends with its key', async () => {
    const { answer, told, state } = looking()
    told.message?.({ ok: true, value: { name: 'Maria Keller' } })
    expect(await answer).toEqual({ ok: true, value: { name: 'Maria Keller' } })
    expect(state).toMatchObject({ killed: 1, looks: false, posted: [{ type: 'check', path: 'a.p12' }] })
  })

  it('that takes longer than a minute to unlock is given up, in a sentence, and its process is ended', async () => {
    const { answer, state, pass } = looking()
    pass(59)
    expect(state.killed).toBe(0)
    pass(2)
    expect(await answer).toMatchObject({ refusal: { code: 'certificate-takes-too-long' } })
    expect(state).toMatchObject({ killed: 1, looks: false })
  })

  it('is given up at once where the operator cancels', async () => {
    const { answer, state, pass } = looking()
    state.cancelled = true
    pass(1)
    await expect(answer).rejects.toBeInstanceOf(Cancelled)
    expect(state).toMatchObject({ killed: 1, looks: false })
  })

  it('over which the process ends cannot be read', async () => {
    const { answer, told } = looking()
    told.ended?.()
    expect(await answer).toMatchObject({ refusal: { code: 'certificate-not-readable' } })
  })
})

describe('a file that is picked as a certificate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'imi-certificate-'))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it.each<[string, string, () => Buffer | string, boolean]>([
    ['a certificate', 'own.p12', () => readFileSync(identityFile(folder).path), true],
    ['a letter', 'letter.p12', () => 'Dear colleagues', false],
    ['a PDF', 'report.p12', () => '%PDF-1.7', false],
    ['an empty file', 'empty.p12', () => '', false],
    ['one byte', 'byte.p12', () => Buffer.from([0x30]), false],
    ['3 MB', 'large.p12', () => Buffer.alloc(3 * 1024 * 1024, 0x82).fill(0x30, 0, 1), false],
  ])('is told from others by how it begins and by its size: %s', async (_what, name, content, may) => {
    const path = join(folder, name)
    writeFileSync(path, content())
    expect(await looking().signing.mayBeCertificate(path)).toBe(may)
  })

  it('that is a folder is none', async () => {
    expect(await looking().signing.mayBeCertificate(folder)).toBe(false)
  })
})
