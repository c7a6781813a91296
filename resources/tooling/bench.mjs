// npm run bench: sets up, then measures with test/bench/run.mjs.
import { runOnScreen } from './lib/display.mjs'
import { inRoot } from './lib/paths.mjs'
import { runScript } from './lib/say.mjs'
import { setUp } from './lib/setup.mjs'

await runScript(async () => {
  const { env } = await setUp()
  return await runOnScreen(process.execPath, [inRoot('test/bench/run.mjs'), ...process.argv.slice(2)], env)
})
