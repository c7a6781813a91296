import { ensureBuilt } from './build.mjs'
import { ensurePackages } from './install.mjs'

/**
 * Everything that has to be there before the program can run. The modules that need installed packages are
 * loaded only after the installation.
 */
export async function setUp({ build = true } = {}) {
  await ensurePackages()
  const { findRuntime, runtimeEnvironment } = await import('./runtime.mjs')
  const { ensureSystemLibraries } = await import('./system-libraries.mjs')
  const runtime = await findRuntime()
  await ensureSystemLibraries(runtime)
  if (build) await ensureBuilt()
  return { runtime, env: { ...process.env, ...runtimeEnvironment(runtime) } }
}
