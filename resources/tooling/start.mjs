// npm start: from a fresh clone to the open window.
import { needsNoSandbox, needsVirtualScreen, runOnScreen } from './lib/display.mjs'
import { root } from './lib/paths.mjs'
import { note, runScript } from './lib/say.mjs'
import { setUp } from './lib/setup.mjs'

await runScript(async () => {
  const { runtime, env } = await setUp()
  const args = [root, ...process.argv.slice(2)]
  if (needsNoSandbox()) {
    args.push('--no-sandbox')
    note('Started as root: Chromium runs without its sandbox. For daily work start as an ordinary user.')
  }
  if (needsVirtualScreen()) {
    // Chromium complains at length about the desktop services that such a computer does not have.
    args.push('--log-level=3')
    note('No screen here: the window opens on a virtual one and cannot be seen.')
  }
  note('Opening IMI Helpdesk; it runs until its window is closed, or Ctrl+C is pressed here')
  return await runOnScreen(runtime.binary, args, env)
})
