// The last line of .ci/run: sums up what the layers left in .reports. Its arguments are the exit codes of the
// runs, so that a run which died before it could count is still a failure.
import { existsSync, readFileSync } from 'node:fs'
import { layers } from './lib/layers.mjs'
import { inRoot } from './lib/paths.mjs'

const results = layers
  .map(({ name }) => inRoot(`.reports/${name}.json`))
  .filter((file) => existsSync(file))
  .map((file) => JSON.parse(readFileSync(file, 'utf8')))

const sum = (key) => results.reduce((total, result) => total + result[key], 0)
const died = process.argv.slice(2).some((code) => code !== '0')
const failed = Math.max(sum('failed'), died ? 1 : 0)

process.stdout.write(`${sum('passed')} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1
