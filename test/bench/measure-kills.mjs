import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { inRoot } from '../../resources/tooling/lib/paths.mjs'

const run = promisify(execFile)

/** Kills a program at work so often, as the test of that name does; the seconds it took. @throws where an act was lost */
export async function measureKills(rounds) {
  const started = performance.now()
  const wanted = [
    'run',
    '--config=test/config/vitest.config.ts',
    '--project=integration',
    'durability/killed',
  ]
  await run(process.execPath, [inRoot('node_modules/vitest/vitest.mjs'), ...wanted], {
    cwd: inRoot('.'),
    env: { ...process.env, IMI_KILL_ROUNDS: String(rounds) },
  })
  return (performance.now() - started) / 1000
}
