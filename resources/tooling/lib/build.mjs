import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { inRoot, root } from './paths.mjs'
import { lastLines, runNode } from './run.mjs'
import { done, Stop } from './say.mjs'

const SOURCES = [
  'src-shared',
  'src-main',
  'src-renderer',
  'resources',
  'electron.vite.config.ts',
  'package-lock.json',
]
const RESULTS = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']
const stampFile = inRoot('out/.sources')

async function filesUnder(path) {
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** By content, not by date: a fresh checkout has new dates and the same content. */
async function fingerprint() {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    const path = inRoot(source)
    const files = source.includes('.') ? [path] : (await filesUnder(path)).sort()
    for (const file of files) hash.update(`${relative(root, file)}\0`).update(await readFile(file))
  }
  return hash.digest('hex')
}

async function isUpToDate(sources) {
  if (!existsSync(stampFile) || !RESULTS.every((path) => existsSync(inRoot(path)))) return false
  return (await readFile(stampFile, 'utf8')) === sources
}

/** Builds the program into out/, unless it was built from exactly these sources. */
export async function ensureBuilt() {
  const started = Date.now()
  const sources = await fingerprint()
  if (await isUpToDate(sources)) {
    done('The program is built')
    return
  }
  const { code, output } = await runNode(inRoot('node_modules/electron-vite/bin/electron-vite.js'), ['build'])
  if (code !== 0) {
    throw new Stop('The program could not be built.', `Mend what is named here:\n${lastLines(output, 30)}`)
  }
  await mkdir(inRoot('out'), { recursive: true })
  await writeFile(stampFile, sources)
  done('The program is built', started)
}
