// The part of an Electron distribution that lets `electron FOLDER` run an unpacked program. The runtime from
// the package registry lacks it, so this small one is packed into it.
import { readFileSync, statSync } from 'node:fs'
import { Module } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const preloaded = []
let target

const args = process.argv.slice(1)
for (let i = 0; i < args.length && target === undefined; i++) {
  const arg = args[i]
  if (arg === '-r' || arg === '--require') preloaded.push(args[++i])
  else if (!arg.startsWith('-')) target = resolve(arg)
}

if (target === undefined) {
  process.stderr.write('Say which program to run: electron FOLDER\n')
  app.exit(1)
} else {
  process.defaultApp = true
  let entry = target
  if (statSync(target).isDirectory()) {
    const manifest = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'))
    const name = manifest.productName ?? manifest.name
    entry = join(target, manifest.main ?? 'index.js')
    app.setName(name)
    app.setVersion(manifest.version ?? '0.0.0')
    app.setAppPath(target)
    if (!app.commandLine.hasSwitch('user-data-dir')) {
      app.setPath('userData', join(app.getPath('appData'), name))
    }
  } else {
    app.setAppPath(dirname(target))
  }

  if (preloaded.length > 0) Module._preloadModules(preloaded)

  // Awaited at the top level on purpose: the program's first lines must run before Electron is ready,
  // or it can no longer register its own scheme.
  await import(pathToFileURL(entry).href)
}
