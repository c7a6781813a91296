import { authorityTypeLabel, moduleOf, type Catalogue } from '../../../src-shared/catalogue'
import type { V6Problem, V6Step } from '../../../src-shared/contract/migration'
import type { V6Rule } from '../../../src-shared/v6'
import { Cancelled } from '../../app/cancelled'
import texts from '../../../resources/texts/en/imports.json'
import { openListWriter, type ListColumn } from '../../reports/list-writer'
import type { PlannedCase, V6Plan } from './plan'

const COLUMNS: readonly ListColumn[] = [
  { header: 'Identifier in V6', width: 20 },
  { header: 'Official name', width: 50 },
  { header: 'Member State', width: 14 },
  { header: 'Row', width: 8 },
  { header: 'What the rule says', width: 60 },
  { header: 'What came of it', width: 50 },
  { header: 'Decided by', width: 16 },
]

const PROBLEM_COLUMNS: readonly ListColumn[] = [
  { header: 'Kind', width: 10 },
  { header: 'File', width: 24 },
  { header: 'Row', width: 8 },
  { header: 'Column', width: 24 },
  { header: 'Value', width: 40 },
  { header: 'What is wrong', width: 40 },
]

/** What each code of a problem says; the window shows the same sentences. */
const SENTENCES: Readonly<Record<V6Problem['code'], string>> = texts.migration.problems

/** Each row of the migration in a sentence. */
const RULES: Readonly<Record<V6Rule, string>> = {
  M1: 'A registered authority or coordinator is taken over',
  M2: 'A NIMIC gets the Access manager role',
  M3: 'An SDIMIC, LIMIC or DIMIC that registered or granted access gets the Access manager role',
  M4: 'An SDIMIC, LIMIC or DIMIC that did neither gets no role',
  M5: 'Type of a NIMIC',
  M6: 'Type of a former SDIMIC of Spain',
  M7: 'Type of a former SDIMIC of Germany',
  M8: 'Type of a former SDIMIC of Belgium, by its tasks',
  M9: 'Type of a former SDIMIC of France, by its tasks',
  M10: 'Former SDIMIC of another Member State: there is no rule',
  M11: 'Type of a SOLVIT Centre',
  M12: 'Type of a former LIMIC or DIMIC, for each area',
  M13: 'Type of a Competent Authority',
  M14: 'Selections of policy and economic areas are kept',
  M15: 'Keywords are copied to each module of the area',
  M16: 'Sectors and professions stand in one tree',
  M17: 'An alert authority becomes Authority of the alert module',
  M18: 'A post box or alert coordinator becomes Coordinator of the alert module',
  M19: 'Access to the old alert mechanism is access to the new module',
  M20: 'Links to alert coordinators are kept',
  M21: 'Registers: kept for later, when the program has them',
  M22: 'An active authority gets access to Registers',
  M23: 'The history begins empty',
  M24: 'The last login of users is blank until they log on to V7',
  M25: 'Accesses to modules are kept',
}

const BY = { rule: 'rule', person: 'the Helpdesk', open: 'open' } as const

const CHOICES: Readonly<Record<string, string>> = {
  none: 'none',
  keep: 'confirmed',
  'grant-role': 'Access manager role given',
  active: 'active',
  suspended: 'suspended',
}

/** What came of a step: types and modules by their names. */
function resultOf({ value, by }: V6Step, catalogue: Catalogue): string {
  if (by === 'open') return 'waits for a decision'
  return value
    .split(' ')
    .map(
      (part) => CHOICES[part] ?? moduleOf(catalogue, part)?.shortName ?? authorityTypeLabel(catalogue, part),
    )
    .join('; ')
}

function* linesOf(each: PlannedCase, catalogue: Catalogue): Generator<string[], void, undefined> {
  const { id, officialName, memberState } = each.migrated.v6
  const about = [id, officialName, memberState]
  if (each.known !== null) {
    yield [...about, '', 'Came with an earlier import', 'left as it is', '']
  } else {
    for (const step of each.migrated.steps) {
      yield [...about, step.rule, RULES[step.rule], resultOf(step, catalogue), BY[step.by]]
    }
  }
  for (const { code, file, line, column, value } of each.findings.problems) {
    yield [...about, '', `${file}, row ${String(line)}, ${column}: ${SENTENCES[code]}`, value, '']
  }
}

const TOLD_EVERY = 500

/**
 * Writes what was decided by which rule, authority by authority. A list and no paper: for 12,600 authorities it has more
 * than a hundred thousand lines, which nobody prints, but filters and sorts.
 * @param step told now and then; false stops the writing, and nothing stays
 */
export async function writeReport(
  path: string,
  format: 'csv' | 'xlsx',
  { cases }: V6Plan,
  catalogue: Catalogue,
  step: (done: number) => boolean,
): Promise<number> {
  const writer = await openListWriter(path, format, 'Migration from V6', COLUMNS)
  let rows = 0
  try {
    for (const [done, each] of cases.entries()) {
      if (done % TOLD_EVERY === 0 && !step(done)) throw new Cancelled()
      for (const line of linesOf(each, catalogue)) {
        await writer.row(line)
        rows += 1
      }
    }
    await writer.end()
  } catch (error) {
    await writer.abandon()
    throw error
  }
  return rows
}

/** Writes what is wrong with V6 data, and what should be looked at, with its place in the files. */
export async function writeProblems(path: string, problems: readonly V6Problem[]): Promise<void> {
  const writer = await openListWriter(path, 'csv', 'Problems', PROBLEM_COLUMNS)
  try {
    for (const { level, file, line, column, value, code } of problems) {
      const row = line === 0 ? '' : String(line)
      await writer.row([level, `${file}.csv`, row, column, value, SENTENCES[code]])
    }
    await writer.end()
  } catch (error) {
    await writer.abandon()
    throw error
  }
}
