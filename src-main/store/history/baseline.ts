import { createHash, type Hash } from 'node:crypto'
import type { EntityName } from '../../../src-shared/entities'
import { codecs, fieldsToColumns } from '../codec'
import { fieldsAddedAfter, SCHEMA_VERSION } from '../migrations'
import { canonicalJson, sha256 } from './canonical'

/**
 * The hash of rows that were there before this program. Rows count in their order within each entity, not across
 * entities: so it can be made again from the tables, by undoing the history that came after.
 */
export class BaselineHash {
  private readonly digests = new Map<EntityName, { hash: Hash; fields: readonly string[] }>()
  private readonly schemaVersion: number
  private count = 0

  /** @param schemaVersion the schema under which the rows were written: fields of later ones do not count */
  constructor(schemaVersion = SCHEMA_VERSION) {
    this.schemaVersion = schemaVersion
  }

  /** Takes the next row of an entity. */
  add(entity: EntityName, row: object): void {
    let digest = this.digests.get(entity)
    if (digest === undefined) {
      const later = fieldsAddedAfter(this.schemaVersion, entity)
      const fields = codecs[entity].fieldNames.filter((field) => !later.has(field))
      digest = { hash: createHash('sha256'), fields }
      this.digests.set(entity, digest)
    }
    digest.hash.update(`${JSON.stringify(fieldsToColumns(entity, row, digest.fields))}\n`)
    this.count += 1
  }

  /** What the history keeps of the rows. Ends the counting. */
  end(): { rows: number; hash: string } {
    const parts = [...this.digests].map(([entity, digest]) => [entity, digest.hash.digest('base64url')])
    return {
      rows: this.count,
      hash: sha256(canonicalJson(Object.fromEntries(parts) as Record<string, string>)),
    }
  }
}
