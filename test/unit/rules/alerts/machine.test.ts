import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inRoot } from '../../../../resources/tooling/lib/paths.mjs'
import {
  ALERT_ACTIONS,
  ALERT_POSITIONS,
  judgeStep,
  type AlertAction,
  type AlertPosition,
} from '../../../../src-main/domain/alerts/machine'
import { AlertStatus } from '../../../../src-shared/entities/alert'
import { moduleNamed } from '../../../support/alert-samples'

const README = inRoot('src-main/domain/alerts/README.md')
const LETTERS: Readonly<Record<AlertPosition, string>> = {
  helpdesk: 'H',
  'helpdesk-instead': 'HI',
  author: 'A',
  'author-coordinator': 'AC',
  'linked-coordinator': 'L',
  coordinator: 'C',
  'recipient-coordinator': 'RC',
  recipient: 'R',
  outsider: 'O',
}
const module = moduleNamed()
const every = AlertStatus.options.flatMap((status) =>
  ALERT_POSITIONS.flatMap((position) => ALERT_ACTIONS.map((action) => ({ status, position, action }))),
)

function cell(action: AlertAction, status: (typeof AlertStatus.options)[number]): string {
  const may = ALERT_POSITIONS.flatMap((position) => {
    const judged = judgeStep(module, action, status, position)
    return judged.ok ? [{ letter: LETTERS[position], to: judged.value }] : []
  })
  const to = may.find((each) => each.to !== status)?.to
  return may.map((each) => each.letter).join(' ') + (to === undefined ? '' : ` → ${to}`)
}

function table(): string {
  const rows = [
    ['', ...AlertStatus.options],
    ...ALERT_ACTIONS.map((action) => [action, ...AlertStatus.options.map((status) => cell(action, status))]),
  ]
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  const line = (row: readonly string[]): string =>
    `| ${row.map((each, column) => each.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = rows
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n')
}

describe('who may do what with an alert, and when', () => {
  it('stands in the README of the rules as it is', async () => {
    const text = readFileSync(README, 'utf8')
    const [before, rest = ''] = text.split('<!-- table -->')
    const after = rest.split('<!-- end of table -->')[1]
    const written = `${String(before)}<!-- table -->\n\n${table()}\n\n<!-- end of table -->${String(after)}`
    await expect(written).toMatchFileSnapshot(README)
  })

  it('is decided for every status, everybody and every act: allowed with what follows, or refused with a reason', () => {
    expect(every).toHaveLength(6 * 9 * 22)
    for (const { status, position, action } of every) {
      const judged = judgeStep(module, action, status, position)
      if (judged.ok) expect(AlertStatus.options).toContain(judged.value)
      else expect(judged.refusal.code).toMatch(/^alert-/)
    }
  })

  it('leaves an outsider nothing, and a closed or withdrawn alert only looking, copying and printing', () => {
    const allowed = every.filter(
      ({ action, status, position }) => judgeStep(module, action, status, position).ok,
    )
    expect(allowed.filter((each) => each.position === 'outsider')).toEqual([])
    const ended = allowed.filter((each) => ['closed', 'withdrawn'].includes(each.status))
    expect([...new Set(ended.map((each) => each.action))].sort()).toEqual(['copy', 'print', 'view'])
  })

  it('lets the Helpdesk itself only look, print and close: the rest it does on behalf of an authority', () => {
    const allowed = every.filter(
      ({ action, status, position }) =>
        position === 'helpdesk' && judgeStep(module, action, status, position).ok,
    )
    expect([...new Set(allowed.map((each) => each.action))].sort()).toEqual(['close', 'print', 'view'])
    expect(judgeStep(module, 'broadcast', 'submitted', 'helpdesk')).toMatchObject({
      refusal: { code: 'alert-on-behalf', params: { who: ['linked-coordinator'] } },
    })
  })

  it('lets only the Helpdesk close (K7)', () => {
    const closing = every.filter(
      ({ action, status, position }) => action === 'close' && judgeStep(module, action, status, position).ok,
    )
    expect(closing.map(({ status, position }) => [status, position])).toEqual([
      ['closure-proposed', 'helpdesk'],
      ['closure-proposed', 'helpdesk-instead'],
    ])
  })

  it('lets the Helpdesk end it where the initiating side cannot act any more (P40)', () => {
    const instead = every.filter(
      ({ action, status, position }) =>
        position === 'helpdesk-instead' &&
        judgeStep(module, action, status, position).ok &&
        !judgeStep(module, action, status, 'helpdesk').ok,
    )
    expect(instead.map(({ status, action }) => [status, action])).toEqual([
      ['draft', 'discard'],
      ['submitted', 'return'],
      ['broadcast', 'withdraw'],
      ['closure-proposed', 'instruct'],
      ['closure-proposed', 'withdraw-instruction'],
      ['closure-proposed', 'withdraw'],
    ])
  })

  it('asks nobody to acknowledge receipt: what is broadcast can be disseminated at once (K4)', () => {
    expect(judgeStep(module, 'disseminate', 'broadcast', 'recipient-coordinator').ok).toBe(true)
  })

  it('says why: the status where nobody could, else who can', () => {
    expect(judgeStep(module, 'comment', 'closed', 'author')).toMatchObject({
      refusal: { code: 'alert-not-in-state', params: { status: 'closed' } },
    })
    expect(judgeStep(module, 'disseminate', 'broadcast', 'recipient')).toMatchObject({
      refusal: { code: 'alert-not-your-part', params: { who: ['recipient-coordinator'] } },
    })
    expect(judgeStep(module, 'broadcast', 'draft', 'author')).toMatchObject({
      refusal: { code: 'alert-submit-first' },
    })
    expect(judgeStep(module, 'broadcast', 'submitted', 'author')).toMatchObject({
      refusal: { code: 'alert-not-your-part', params: { who: ['linked-coordinator'] } },
    })
    expect(judgeStep(module, 'submit', 'draft', 'author-coordinator')).toMatchObject({
      refusal: { code: 'alert-broadcast-directly' },
    })
  })

  it('follows the description of the module: without approval an authority broadcasts itself', () => {
    const direct = { steps: { approval: false, dissemination: false, objections: false } }
    expect(judgeStep(direct, 'broadcast', 'draft', 'author')).toEqual({ ok: true, value: 'broadcast' })
    for (const [action, status, position] of [
      ['submit', 'draft', 'author'],
      ['take-back', 'submitted', 'author'],
      ['return', 'submitted', 'linked-coordinator'],
      ['disseminate', 'broadcast', 'recipient-coordinator'],
      ['object', 'closure-proposed', 'recipient'],
    ] as const) {
      expect(judgeStep(direct, action, status, position)).toMatchObject({
        refusal: { code: 'alert-no-such-step' },
      })
    }
  })
})
