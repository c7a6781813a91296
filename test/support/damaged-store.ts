import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { created, updated, type Change } from '../../src-main/domain/change'
import { newFolder, openCore } from './core'
import { accessOf, authorityOf, relationOf, userOf } from './samples'

/** A closed store with some hundred rows of each kind, most of them edited, and a baseline of sample data. */
export async function filledStore(): Promise<{ folder: string; path: string }> {
  const core = openCore(newFolder())
  await core.start()
  await core.done('sample.generate', { set: 'S' })
  const made = Array.from({ length: 100 }, (_, index) =>
    authorityOf({ officialName: `Straßenamt ${String(index)}`, phone: `+49 30 ${String(index)}` }),
  )
  core.given(
    ...made.flatMap((authority, index): Change[] => [
      created('authority', authority),
      created('access', accessOf(authority)),
      created('user', userOf(authority, { name: `Łucja ${String(index)}` })),
      ...(index === 0 ? [] : [created('accessManager', relationOf(made[index - 1] ?? authority, authority))]),
    ]),
  )
  core.given(
    ...made.map((authority) => updated('authority', authority, { city: 'Łódź', notes: 'Moved there' })),
  )
  core.shut()
  return { folder: core.folder, path: core.path }
}

/** A copy of a store for spoiling, with what stands beside it. */
export function copyOfStore(path: string, folder: string): string {
  const copy = join(folder, 'copy.db')
  for (const part of ['', '-wal', '-shm']) {
    rmSync(`${copy}${part}`, { force: true })
    if (part !== '-shm' && existsSync(`${path}${part}`)) copyFileSync(`${path}${part}`, `${copy}${part}`)
  }
  return copy
}
