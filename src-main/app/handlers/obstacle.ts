import type { Obstacle } from '../../../src-shared/contract/common'
import type { Result } from '../../../src-shared/result'

/** The refusal a command would give, for the screen to explain a disabled button with; null where it is possible. */
export function obstacle(decided: Result<unknown, string>): Obstacle {
  if (decided.ok) return null
  const params = Object.fromEntries(
    Object.entries(decided.refusal.params).map(([name, value]) => [
      name,
      typeof value === 'object' ? [...value] : value,
    ]),
  )
  return { code: decided.refusal.code, params }
}
