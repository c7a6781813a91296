import { onPath, isRoot, lastLines, run, runNode } from './run.mjs'
import { inRoot } from './paths.mjs'
import { done, note, Stop } from './say.mjs'

const playwright = inRoot('node_modules/@playwright/test/cli.js')
// Playwright's own lists: the one for chromium lacks GTK, which the one for firefox brings.
const INSTALL_DEPS = ['install-deps', 'chromium', 'firefox']
const XAUTH = ['install', '-y', '--no-install-recommends', 'xauth']

const hasDisplay = () => Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

async function missing(binary) {
  const { output } = await run('ldd', [binary])
  const libraries = [...output.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name)
  const programs = hasDisplay() ? [] : ['xvfb-run', 'xauth'].filter((program) => !onPath(program))
  return [...libraries, ...programs]
}

/** On Linux, Electron needs libraries of the system, and a virtual screen where there is none. */
export async function ensureSystemLibraries(runtime) {
  if (process.platform !== 'linux') return
  const started = Date.now()
  const before = await missing(runtime.binary)
  if (before.length === 0) {
    done('The system libraries are there')
    return
  }
  if (!isRoot()) {
    throw new Stop(
      `This computer lacks what Electron needs: ${before.join(', ')}.`,
      `Run these two commands, then start again:\n${commandsForUser().join('\n')}`,
    )
  }
  note(`Installing system libraries; missing: ${before.join(', ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const installed = await runNode(playwright, INSTALL_DEPS, { env })
  const xauth = onPath('xauth') ? { code: 0, output: '' } : await run('apt-get', XAUTH, { env })
  const after = await missing(runtime.binary)
  if (after.length > 0) {
    throw new Stop(
      `The system libraries could not be installed; still missing: ${after.join(', ')}.`,
      'Install them with the package manager of this system, then start again. It said:\n' +
        lastLines(installed.output + xauth.output),
    )
  }
  done('The system libraries are installed', started)
}

// With full paths, because sudo may not know the Node that is in use here.
const commandsForUser = () => [
  `sudo ${process.execPath} ${playwright} ${INSTALL_DEPS.join(' ')}`,
  `sudo apt-get ${XAUTH.join(' ')}`,
]
