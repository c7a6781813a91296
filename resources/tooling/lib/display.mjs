import { spawn } from 'node:child_process'
import { isRoot } from './run.mjs'
import { root } from './paths.mjs'

const linux = process.platform === 'linux'

export const needsVirtualScreen = () => linux && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY

/** Chromium refuses its sandbox to root. */
export const needsNoSandbox = () => linux && isRoot()

// Without -noreset the screen can vanish between two windows.
const VIRTUAL_SCREEN = ['-a', '-s', '-screen 0 1280x800x24 -noreset']

export const onScreen = (command, args) =>
  needsVirtualScreen() ? ['xvfb-run', [...VIRTUAL_SCREEN, command, ...args]] : [command, args]

/** Runs a program that opens windows, passes the signals of the terminal on, resolves with its exit code. */
export function runOnScreen(command, args, env) {
  const [program, programArgs] = onScreen(command, args)
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArgs, { cwd: root, env, stdio: 'inherit' })
    const pass = (signal) => child.kill(signal)
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1))
    })
  })
}
