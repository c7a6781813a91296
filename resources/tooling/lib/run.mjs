import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { root } from './paths.mjs'

/** Starts a program and resolves with its exit code and, unless it was shown, its output. Never throws. */
export function run(command, args, { show = false, env = process.env, timeoutMs, cwd = root } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env, stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    const end = (code) => {
      clearTimeout(timer)
      done({ code, output })
    }
    child.on('error', (error) => {
      output += error.message
      end(127)
    })
    child.on('close', (code) => end(code ?? 1))
  })
}

/** Runs a Node script with this very Node, so that no shell and no `.cmd` file is in between. */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options)

/** npm's own script, whether this was started by npm or by node. */
export function npmScript() {
  const candidates = [
    process.env.npm_execpath,
    join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js'),
    join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
    join(dirname(process.execPath), '../share/nodejs/npm/bin/npm-cli.js'),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ]
  return candidates.find((path) => path?.endsWith('.js') && existsSync(path))
}

export function runNpm(args, options) {
  const script = npmScript()
  return script === undefined ? run('npm', args, options) : runNode(script, args, options)
}

export const onPath = (program) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && existsSync(join(folder, program)))

export const isRoot = () => process.getuid?.() === 0

/** The end of a long output: where the reason stands. */
export const lastLines = (output, count = 12) => output.trimEnd().split('\n').slice(-count).join('\n')
