import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { inRoot } from './paths.mjs'
import { lastLines, runNode } from './run.mjs'
import { done, note, Stop } from './say.mjs'

const stampFile = inRoot('release/.sources')
const builder = inRoot('node_modules/electron-builder/cli.js')

const hostFlag = { win32: '--win', darwin: '--mac' }[process.platform] ?? '--linux'

async function fingerprint(runtime) {
  const hash = createHash('sha256').update(`${runtime.folder}\0${runtime.version}`)
  hash.update(await readFile(inRoot('out/.sources'))).update(await readFile(inRoot('package.json')))
  return hash.digest('hex')
}

/** The folder with the packaged program, for example release/linux-unpacked. */
export async function packagedFolder() {
  const names = existsSync(inRoot('release')) ? await readdir(inRoot('release')) : []
  const name = names.find((entry) => entry.endsWith('unpacked') || entry.startsWith('mac'))
  return name === undefined ? undefined : inRoot('release', name)
}

/** Packages the built program for this system, unless exactly this was packaged before. */
export async function ensurePackaged(runtime, { installer = false } = {}) {
  const started = Date.now()
  const sources = await fingerprint(runtime)
  const known = existsSync(stampFile) ? await readFile(stampFile, 'utf8') : undefined
  if (!installer && known === sources && (await packagedFolder()) !== undefined) {
    done('The program is packaged')
    return
  }
  note(`Packaging with Electron ${runtime.version}`)
  await rm(inRoot('release'), { recursive: true, force: true })
  const { code, output } = await runNode(builder, [
    hostFlag,
    ...(installer ? [] : ['--dir']),
    '--config=resources/packaging/electron-builder.mjs',
    `-c.electronDist=${runtime.folder}`,
    `-c.electronVersion=${runtime.version}`,
    '--publish=never',
  ])
  if (code !== 0) {
    throw new Stop('The program could not be packaged.', `Mend what is named here:\n${lastLines(output, 25)}`)
  }
  await writeFile(stampFile, sources)
  done('The program is packaged', started)
}
