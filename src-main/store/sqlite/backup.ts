import { copyFileSync, existsSync } from 'node:fs'

/**
 * Copies the store beside itself before a migration touches it. Called by the only writer before it wrote anything; a
 * `-wal` left by a crash belongs to the store and is copied with it.
 */
export function backupBeforeMigration(path: string, version: number): void {
  const target = `${path}.before-schema-${String(version + 1)}`
  copyFileSync(path, target)
  if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${target}-wal`)
}
