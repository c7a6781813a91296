import { join } from 'node:path'
import { openWriter } from '../../src-main/store/sqlite/driver'
import { createVault } from '../../src-main/store/vault'
import { deriveHere } from './derive'
import { OPERATOR } from './desktop'

const NO_KEYCHAIN = { isAvailable: () => false, wrap: (text: string) => text, unwrap: () => null }

/** Changes the store of a profile behind the program's back, as somebody with the key and an SQL tool could. */
export async function tamper(profile: string, sql: string): Promise<void> {
  const vault = createVault(join(profile, 'store', 'key.json'), NO_KEYCHAIN, deriveHere())
  const key = await vault.openWithPassword(OPERATOR.userName, OPERATOR.password)
  if (key === null) throw new Error('The operator of the tests has no key')
  const store = openWriter({ path: join(profile, 'store', 'imi.db'), key })
  store.script(sql)
  store.script('PRAGMA wal_checkpoint(TRUNCATE)')
  store.close()
}
