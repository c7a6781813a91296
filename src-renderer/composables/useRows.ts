import { onBeforeUnmount, ref, shallowRef } from 'vue'
import type { EntityName } from '../../src-shared/entities'
import { useEvents } from '../stores/events'

/** Rows that one answer may hold. */
const MOST = 500

interface Asked<Row> {
  /** Rows read at a time; the rest comes with `more`. */
  readonly page: number
  /** Changes of these are changes of the list. */
  readonly of: readonly EntityName[]
  /** Asks for rows; null where they could not be read. */
  readonly read: (page: {
    offset: number
    limit: number
  }) => Promise<{ readonly rows: readonly Row[]; readonly total: number } | null>
}

/**
 * The rows of a list from its beginning, as far as a person asked for them. They are read again, as many as were shown,
 * when an event names what they are of; what is shown stays until the answer is there. `rows` is null until the first
 * one is.
 */
export function useRows<Row>({ page, of, read }: Asked<Row>) {
  const rows = shallowRef<readonly Row[] | null>(null)
  const total = ref(0)
  let wanted = page

  async function fill(known: readonly Row[]): Promise<void> {
    const found = [...known]
    for (;;) {
      const limit = Math.min(MOST, wanted - found.length)
      const answer = await read({ offset: found.length, limit })
      if (answer === null) return
      found.push(...answer.rows)
      if (answer.rows.length === limit && found.length < Math.min(wanted, answer.total)) continue
      rows.value = found
      total.value = answer.total
      return
    }
  }

  /** Reads the list anew, from its first page. */
  function load(): Promise<void> {
    wanted = page
    return fill([])
  }

  /** Reads the next page besides. */
  function more(): Promise<void> {
    const known = rows.value ?? []
    wanted = known.length + page
    return fill(known)
  }

  onBeforeUnmount(useEvents().onChange(of, () => void fill([])))
  return { rows, total, load, more }
}
