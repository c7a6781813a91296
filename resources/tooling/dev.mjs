// npm run dev: the program with hot reload.
import { needsNoSandbox, runOnScreen } from './lib/display.mjs'
import { inRoot } from './lib/paths.mjs'
import { runScript } from './lib/say.mjs'
import { setUp } from './lib/setup.mjs'

await runScript(async () => {
  const { env } = await setUp({ build: false })
  const args = [inRoot('node_modules/electron-vite/bin/electron-vite.js'), 'dev']
  if (needsNoSandbox()) args.push('--noSandbox')
  return await runOnScreen(process.execPath, [...args, '--', ...process.argv.slice(2)], env)
})
