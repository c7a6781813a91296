// npm run package: the packaged program in release/, as an unpacked folder.
// npm run package -- --installer: the installer of this system too (Windows: NSIS, macOS: dmg).
import { relative } from 'node:path'
import { ensurePackaged, packagedFolder } from './lib/package.mjs'
import { root } from './lib/paths.mjs'
import { runScript, say } from './lib/say.mjs'
import { setUp } from './lib/setup.mjs'

await runScript(async () => {
  const { runtime } = await setUp()
  await ensurePackaged(runtime, { installer: process.argv.includes('--installer') })
  say(`✓ It is in ${relative(root, await packagedFolder())}`)
})
