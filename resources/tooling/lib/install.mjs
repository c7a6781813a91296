import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { inRoot } from './paths.mjs'
import { lastLines, runNpm } from './run.mjs'
import { done, note, Stop } from './say.mjs'

const OLDEST_NODE = [20, 19]
const stampFile = inRoot('node_modules/.imi-installed')

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new Stop(
      `Node ${process.versions.node} is too old.`,
      `Install Node ${OLDEST_NODE.join('.')} or newer, then start again.`,
    )
  }
}

/** The lock file, and the platform: node_modules copied from another system holds the wrong native parts. */
function wanted() {
  const lock = readFileSync(inRoot('package-lock.json'))
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
}

const installedNow = () => (existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined)

/** Installs the packages of the lock file, unless exactly these are installed already. */
export async function ensurePackages() {
  checkNode()
  const started = Date.now()
  if (installedNow() === wanted()) {
    done('The packages are installed')
    return
  }
  note('Installing the packages')
  const { code, output } = await runNpm(['ci', '--include=dev', '--loglevel=error'])
  if (code !== 0) {
    throw new Stop(
      'The packages could not be installed.',
      `Check the connection to the npm registry and start again. npm said:\n${lastLines(output)}`,
    )
  }
  writeFileSync(stampFile, wanted())
  done('The packages are installed', started)
}
