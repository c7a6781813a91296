import type { V6Problem } from '../../../src-shared/contract/migration'
import type { V6Error, V6Warning } from '../../../src-shared/v6'
import type { Remark } from '../../domain/migration/facts'

/** How much of a wrong value a problem tells. */
const VALUE_SHOWN = 200

type Place = Pick<Remark, 'file' | 'line' | 'column' | 'value'>

/** What is found about V6 data: errors stop the import, warnings are told. */
export class Findings {
  readonly problems: V6Problem[] = []
  errors = 0

  /** Something that stops the import. */
  error(code: V6Error, place: Place): void {
    this.errors += 1
    this.#add('error', code, place)
  }

  /** Something a person should look at. */
  warn(code: V6Warning, place: Place): void {
    this.#add('warning', code, place)
  }

  #add(level: V6Problem['level'], code: V6Problem['code'], { file, line, column, value }: Place): void {
    this.problems.push({ level, code, file, line, column, value: value.slice(0, VALUE_SHOWN) })
  }
}
