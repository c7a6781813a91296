import { ok, refuse } from '../../src-shared/result'
import type { RetentionProof } from '../../src-shared/contract/retention'
import { proofOf } from '../app/erasure-proof'
import { Cancelled } from '../app/cancelled'
import type { WorkerPart } from '../app/handlers'
import { writeList } from './write-list'

const COLUMNS = [
  { header: 'Authority', width: 50 },
  { header: 'Member State', width: 14 },
  { header: 'Identifier', width: 30 },
  { header: 'Inactivated on', width: 26 },
  { header: 'Erased on', width: 26 },
  { header: 'Rule', width: 44 },
  { header: 'Fields erased', width: 60 },
  { header: 'Users erased', width: 14 },
  { header: 'Requests emptied', width: 16 },
  { header: 'History entries emptied', width: 22 },
  { header: 'By', width: 24 },
  { header: 'Reason', width: 40 },
  { header: 'Act in the history', width: 30 },
  { header: 'History verified', width: 40 },
]

const ALERT_RULE = 'Erased 3 years after closure or withdrawal (product decision P21)'

const RULE = 'Removed 6 months after inactivation (IMI V.7, B6)'

type Erased = RetentionProof['authorities'][number]

/** The proof of what was erased, for whoever asks for it (N9). */
export const proofReports: Pick<WorkerPart<'retention'>, 'retention.saveProof'> = {
  'retention.saveProof': async ({ unit, format }, { store, clock, file, progress, verify }) => {
    const proof = proofOf(store, unit)
    if (proof === null) return refuse('unit-unknown')
    const total = store.counts().entries
    const { broken, entries } = verify((done) => {
      if (!progress({ done, total, what: 'progress.verify' })) throw new Cancelled()
      return true
    })
    const verified = broken === null
    const told = verified
      ? `yes, ${String(entries)} entries, on ${clock.now()}`
      : `no, broken at entry ${String(broken.seq)}`
    const written = await writeList(
      {
        format,
        sheet: 'Proof of erasure',
        columns: COLUMNS,
        found: [
          ...proof.authorities.map((each) => cellsOf(each, proof, told)),
          ...proof.alerts.map((each) => alertCellsOf(each, proof, told)),
        ],
        total: proof.authorities.length + proof.alerts.length,
        cells: (each: string[]) => each,
      },
      { file, progress },
    )
    return ok({ ...written, verified })
  },
}

function alertCellsOf(
  alert: RetentionProof['alerts'][number],
  { run }: RetentionProof,
  verified: string,
): string[] {
  return [
    `${alert.number}, ${alert.authority.officialName}`,
    alert.authority.memberState,
    alert.number,
    '',
    alert.erasedAt ?? '',
    ALERT_RULE,
    'title, personalContent, comments, notes, reasons, attachments',
    ...['', '', ''],
    run.again ? 'the program, after a restore' : run.operator,
    run.reason,
    run.unit,
    verified,
  ]
}

function cellsOf(erased: Erased, { run }: RetentionProof, verified: string): string[] {
  return [
    erased.authority.officialName,
    erased.authority.memberState,
    erased.authority.id,
    erased.inactivatedAt ?? '',
    erased.erasedAt ?? '',
    RULE,
    erased.fields.join(', '),
    String(erased.users),
    String(erased.requests),
    String(erased.entries),
    run.again ? 'the program, after a restore' : run.operator,
    run.reason,
    run.unit,
    verified,
  ]
}
