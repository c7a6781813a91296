import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const USER = 'imi-test'

export interface Identity {
  readonly uid: number
  readonly gid: number
}

const idOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, USER], { encoding: 'utf8' }))

function userExists(): boolean {
  try {
    idOf('-u')
    return true
  } catch {
    return false
  }
}

/**
 * Root cannot have Chromium's sandbox, so tests of the sandbox started by root run as this user, who is made
 * once. Nothing is returned where the tests run as an ordinary user already.
 */
export function unprivilegedIdentity(): Identity | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  if (!userExists()) {
    execFileSync('useradd', ['--system', '--create-home', '--shell', '/usr/sbin/nologin', USER], {
      stdio: 'ignore',
    })
  }
  return { uid: idOf('-u'), gid: idOf('-g') }
}

export function giveTo(identity: Identity | undefined, path: string): void {
  if (identity !== undefined) chownSync(path, identity.uid, identity.gid)
}

/** A new folder whose path has what real profile folders have: a space and a letter outside ASCII. */
export function awkwardFolder(identity: Identity | undefined): string {
  const outer = mkdtempSync(join(tmpdir(), 'imi-test-'))
  chmodSync(outer, 0o755)
  const folder = join(outer, 'Größe und Ablage')
  mkdirSync(folder, { mode: 0o700 })
  giveTo(identity, folder)
  return folder
}

/** A copy that this user can reach, laid out as an administrator installs it. */
export function installedCopy(folder: string): string {
  const outer = mkdtempSync(join(tmpdir(), 'imi-installed-'))
  chmodSync(outer, 0o755)
  const copy = join(outer, 'IMI Helpdesk')
  cpSync(folder, copy, { recursive: true })
  const helper = join(copy, 'chrome-sandbox')
  // Where a kernel denies namespaces to users, Chromium's sandbox goes through this setuid helper.
  if (existsSync(helper)) chmodSync(helper, 0o4755)
  return copy
}

/** Environment of a session of that user: own home, own runtime folder, own key to the screen. */
export function sessionEnvironment(identity: Identity, home: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: home,
    USER,
    LOGNAME: USER,
    XDG_RUNTIME_DIR: home,
    XDG_CONFIG_HOME: join(home, '.config'),
  }
  const key = process.env['XAUTHORITY']
  if (key !== undefined && existsSync(key)) {
    const copy = join(home, '.Xauthority')
    copyFileSync(key, copy)
    giveTo(identity, copy)
    env['XAUTHORITY'] = copy
  }
  return env
}
