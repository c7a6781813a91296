import { createHash, type Hash } from 'node:crypto'
import type { EntityName } from '../../../src-shared/entities'
import { toColumns } from '../codec'
import { canonicalJson, sha256 } from './canonical'

/**
 * The hash of rows that were there before this program. Rows count in their order within each entity, not across
 * entities: so it can be made again from the tables, by undoing the history that came after.
 */
export class BaselineHash {
  private readonly digests = new Map<EntityName, Hash>()
  private count = 0

  /** Takes the next row of an entity. */
  add(entity: EntityName, row: object): void {
    let digest = this.digests.get(entity)
    if (digest === undefined) {
      digest = createHash('sha256')
      this.digests.set(entity, digest)
    }
    digest.update(`${JSON.stringify(toColumns(entity, row))}\n`)
    this.count += 1
  }

  /** What the history keeps of the rows. Ends the counting. */
  end(): { rows: number; hash: string } {
    const parts = [...this.digests].map(([entity, digest]) => [entity, digest.digest('base64url')])
    return {
      rows: this.count,
      hash: sha256(canonicalJson(Object.fromEntries(parts) as Record<string, string>)),
    }
  }
}
