import { say } from './say.mjs'

const minutes = (ms) => (ms / 60_000).toFixed(1)

const row = (name, passed, failed, skipped, time) =>
  `${name.padEnd(14)}${String(passed).padStart(8)}${String(failed).padStart(8)}${String(skipped).padStart(9)}${String(time).padStart(9)}`

const sum = (results, key) => results.reduce((total, result) => total + result[key], 0)

/** The table at the end of a run; resolves to whether everything passed. */
export function summarise(results) {
  say('')
  say(row('Layer', 'passed', 'failed', 'skipped', 'minutes'))
  for (const { layer, passed, failed, skipped, ms } of results) {
    say(row(layer, passed, failed, skipped, minutes(ms)))
  }
  const failed = sum(results, 'failed')
  say(row('Together', sum(results, 'passed'), failed, sum(results, 'skipped'), minutes(sum(results, 'ms'))))
  say('')
  say(failed === 0 ? '✓ Everything passed' : `✗ ${failed} failed; traces and screenshots are in .reports`)
  return failed === 0
}
