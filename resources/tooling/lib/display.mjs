import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { isRoot } from './run.mjs'
import { root } from './paths.mjs'

const linux = process.platform === 'linux'

export const needsVirtualScreen = () => linux && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY

/** Chromium refuses its sandbox to root. */
export const needsNoSandbox = () => linux && isRoot()

// Without -noreset the screen can vanish between two windows.
const VIRTUAL_SCREEN = ['-a', '-s', '-screen 0 1280x800x24 -noreset']

const virtually = (command) => ['xvfb-run', [...VIRTUAL_SCREEN, ...command]]

export const onScreen = (command, args) =>
  needsVirtualScreen() ? virtually([command, ...args]) : [command, args]

/** Tells on channel 3 which process it becomes: the program, that is, without the screen around it. */
const TELL = ['sh', '-c', 'echo $$ >&3; exec "$@" 3>&-', 'sh']

/** One Ctrl+C arrives from the terminal and once more through npm, at nearly the same time. */
const SAME_PRESS_MS = 1000

const shell = process.ppid

/** Calls back once the shell in which npm runs this script is gone: it passes no signal on to its children. */
function whenNpmEnds(callback) {
  if (process.env.npm_lifecycle_event === undefined) return undefined
  const timer = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(timer)
    callback()
  }, 500)
  return timer
}

/**
 * Runs a program that opens windows, and resolves with its exit code. A signal, Ctrl+C too, goes to the program alone
 * and once: without its virtual screen it would crash instead of closing its store, and a second signal ends it at once.
 */
export function runOnScreen(command, args, env) {
  const virtual = needsVirtualScreen()
  const [program, programArgs] = virtual ? virtually([...TELL, command, ...args]) : [command, args]
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArgs, {
      cwd: root,
      env,
      stdio: ['inherit', 'inherit', 'inherit', virtual ? 'pipe' : 'ignore'],
      // What the terminal sends reaches this script only. On Windows it would open a console of its own.
      detached: process.platform !== 'win32',
    })
    const running = virtual
      ? once(child.stdio[3], 'data').then(([told]) => Number(told))
      : Promise.resolve(child.pid)
    let last = -Infinity
    const pass = async (signal) => {
      const now = performance.now()
      const again = now - last < SAME_PRESS_MS
      last = now
      if (!again) process.kill(await running, signal)
    }
    const passed = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of passed) process.on(signal, pass)
    const npm = whenNpmEnds(() => pass('SIGTERM'))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearInterval(npm)
      for (const each of passed) process.off(each, pass)
      resolve(code ?? (signal !== null && passed.includes(signal) ? 0 : 1))
    })
  })
}
