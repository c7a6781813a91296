// What is shipped, and how. `npm run package` adds which Electron is used.
import { hardenFuses } from './fuses.mjs'

export default {
  appId: 'eu.imi.helpdesk',
  productName: 'IMI Helpdesk',
  copyright: 'EUPL-1.2',
  directories: { output: 'release', buildResources: 'resources/icons' },

  asar: true,
  // A native library cannot be loaded out of an archive.
  asarUnpack: ['**/*.node'],
  // Nothing is compiled here: libsql brings its native part ready-made.
  npmRebuild: false,
  nodeGypRebuild: false,
  // Everything but libsql is bundled into out/.
  files: [
    'out/**',
    'package.json',
    '!out/.sources',
    '!**/*.map',
    '!**/*.d.ts',
    '!**/{README,CHANGELOG,readme}*',
    // Installed beside the glibc build, and never loaded: Electron itself needs glibc.
    '!node_modules/@libsql/linux-*-musl{,/**}',
  ],
  afterPack: hardenFuses,
  // No updates over the network, so no files for an update server.
  publish: null,

  linux: {
    target: ['dir'],
    executableName: 'imi-helpdesk',
    icon: 'resources/icons/icon.png',
    category: 'Office',
    synopsis: 'The helpdesk of the Internal Market Information System on a PC without network',
  },

  win: {
    target: [{ target: 'nsis', arch: ['x64'] }],
    executableName: 'IMI Helpdesk',
    icon: 'resources/icons/icon.ico',
  },
  nsis: {
    // An officer without administrator rights can install it, and can choose where.
    oneClick: false,
    perMachine: false,
    allowElevation: true,
    allowToChangeInstallationDirectory: true,
    createDesktopShortcut: true,
    createStartMenuShortcut: true,
    shortcutName: 'IMI Helpdesk',
    // The store holds the helpdesk's records; removing the program must not remove them.
    deleteAppDataOnUninstall: false,
    differentialPackage: false,
    artifactName: 'IMI-Helpdesk-Setup-${version}.${ext}',
  },

  mac: {
    target: [{ target: 'dmg', arch: ['x64', 'arm64'] }],
    icon: 'resources/icons/icon.icns',
    category: 'public.app-category.business',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'resources/packaging/entitlements.mac.plist',
    entitlementsInherit: 'resources/packaging/entitlements.mac.plist',
  },
  dmg: {
    title: 'IMI Helpdesk ${version}',
    artifactName: 'IMI-Helpdesk-${version}-${arch}.${ext}',
    writeUpdateInfo: false,
  },
}
