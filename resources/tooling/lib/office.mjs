import { isRoot, lastLines, onPath, run } from './run.mjs'
import { done, note, Stop } from './say.mjs'

// Programs nobody here wrote, which read the files this program writes, and some that stand for a PC.
const PROGRAMS = {
  soffice: 'libreoffice-calc',
  pdftotext: 'poppler-utils',
  pdfinfo: 'poppler-utils',
  pdfsig: 'poppler-utils',
  pdffonts: 'poppler-utils',
  po2tmx: 'translate-toolkit',
  unzip: 'unzip',
  strace: 'strace',
  'dbus-run-session': 'dbus-daemon',
  'gnome-keyring-daemon': 'gnome-keyring',
}
/** By which Electron speaks with the keyring. */
const LIBRARIES = ['libsecret-1-0']
const UPDATE = ['update']
const INSTALL = [
  'install',
  '-y',
  '--no-install-recommends',
  ...new Set(Object.values(PROGRAMS)),
  ...LIBRARIES,
]

const missing = () => Object.keys(PROGRAMS).filter((program) => !onPath(program))

/** The interop tests need LibreOffice, poppler, the Translate Toolkit and strace. */
export async function ensureOffice() {
  const started = Date.now()
  if (missing().length === 0) {
    done('LibreOffice, poppler, the Translate Toolkit and strace are there')
    return
  }
  if (process.platform !== 'linux' || !isRoot()) {
    throw new Stop(
      `The interop tests need programs that are not here: ${missing().join(', ')}.`,
      process.platform === 'linux'
        ? `Run this, then start again:\nsudo apt-get update && sudo apt-get ${INSTALL.join(' ')}`
        : 'Install them so that soffice, pdftotext, po2tmx and strace can be called, then start again.',
    )
  }
  note(`Installing ${[...new Set(Object.values(PROGRAMS))].join(', ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const updated = await run('apt-get', UPDATE, { env })
  const installed = await run('apt-get', INSTALL, { env })
  if (missing().length > 0) {
    throw new Stop(
      `These programs could not be installed: ${missing().join(', ')}.`,
      `Install them by hand, then start again. apt-get said:\n${lastLines(updated.output + installed.output)}`,
    )
  }
  done('LibreOffice, poppler, the Translate Toolkit and strace are installed', started)
}
