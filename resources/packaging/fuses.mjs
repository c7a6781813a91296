import { join } from 'node:path'
import { FuseState } from '@electron/fuses/dist/constants.js'
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'

// Every switch of the executable, said explicitly.
const fuses = (platform) => ({
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Linux does not check it; there it would only look like protection.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: platform !== 'linux',
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
})

/** Fuses of newer Electrons that @electron/fuses cannot name yet, with the state they must have. */
const LATER = new Map([
  // WasmTrapHandlers: WebAssembly bounds checks by the memory hardware instead of by slower code.
  ['8', FuseState.ENABLE],
])

function executable({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`)
  if (electronPlatformName === 'win32') return join(appOutDir, `${packager.executableName ?? name}.exe`)
  return join(appOutDir, packager.executableName)
}

/** Refuses an Electron with a fuse that nobody here has decided on. */
async function refuseUnknownFuses(file, decided) {
  const { version: _version, ...wire } = await getCurrentFuseWire(file)
  for (const [index, state] of Object.entries(wire)) {
    if (index in decided || LATER.get(index) === state) continue
    throw new Error(`Fuse ${index} of this Electron is in state ${state}: decide on it in fuses.mjs`)
  }
}

export async function hardenFuses(context) {
  const file = executable(context)
  const decided = fuses(context.electronPlatformName)
  await refuseUnknownFuses(file, decided)
  await flipFuses(file, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: context.electronPlatformName === 'darwin',
    ...decided,
  })
}
