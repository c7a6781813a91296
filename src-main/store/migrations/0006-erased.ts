import type { Migration } from './migration'

/** When the data of an authority was erased (B6, P16). Nothing was erased before. */
export const erased: Migration = {
  version: 6,
  sql: 'ALTER TABLE authority ADD COLUMN erasedAt TEXT;',
  adds: { authority: ['erasedAt'] },
}
