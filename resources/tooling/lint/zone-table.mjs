// Who may import whom. The first zone that holds a file is its zone.
// `zones`: what it may import besides itself; `packages`: what it may import from node_modules;
// `node`: whether modules of Node are allowed.

const rendererLibraries = ['vue', 'vue-router', 'vue-i18n', 'pinia', 'vuetify', '@vueuse/core', '@mdi/js']
const everyMainZone = [
  'shared',
  'change',
  'domain',
  'ports',
  'app',
  'exchange',
  'reports',
  'store',
  'sample',
  'translation',
  'host-ports',
  'host',
  'platform',
  'catalogue',
]
const everyRendererZone = ['shared', 'ipc', 'stores', 'composables', 'components', 'i18n', 'views', 'shell']

export const zones = [
  { name: 'catalogue', at: ['resources/catalogue/', 'resources/alerts/'], zones: [], packages: [] },

  { name: 'phrases', at: ['resources/phrases/'], zones: [], packages: [] },
  // Texts that both the window and files written by the main process show.
  { name: 'texts', at: ['resources/texts/'], zones: [], packages: [] },
  { name: 'mail-words', at: ['resources/mail/'], zones: [], packages: [] },

  { name: 'channels', at: ['src-shared/channels.ts'], zones: [], packages: [] },
  { name: 'shared', at: ['src-shared/'], zones: ['channels'], packages: ['zod'] },

  {
    // What the store needs of the domain: the change, the rules each stored row keeps, what its search holds.
    name: 'change',
    at: [
      'src-main/domain/change.ts',
      'src-main/domain/invariants.ts',
      'src-main/domain/about.ts',
      'src-main/domain/folding.ts',
    ],
    zones: ['shared', 'domain', 'catalogue'],
    packages: [],
  },
  {
    name: 'domain',
    at: ['src-main/domain/'],
    zones: ['shared', 'change', 'catalogue', 'mail-words'],
    packages: [],
  },
  {
    name: 'ports',
    // What every place that answers requests shares: ports, the types of handlers, the catalogue, who sees an alert, whose
    // a translation is.
    at: [
      'src-main/app/ports/',
      'src-main/app/cancelled.ts',
      'src-main/app/handlers.ts',
      'src-main/app/unit-head.ts',
      'src-main/app/catalogue.ts',
      'src-main/app/erasure-proof.ts',
      'src-main/app/alert-facts.ts',
      'src-main/app/alert-gate.ts',
      'src-main/app/memory-facts.ts',
    ],
    zones: ['shared', 'domain', 'change', 'catalogue'],
    packages: [],
  },
  { name: 'sample-data', at: ['resources/sample/'], zones: [], packages: [] },
  {
    name: 'sample',
    at: ['src-main/app/sample/'],
    zones: ['shared', 'domain', 'change', 'ports', 'catalogue', 'sample-data'],
    packages: [],
  },
  {
    name: 'app',
    at: ['src-main/app/'],
    zones: ['shared', 'domain', 'change', 'ports', 'catalogue', 'sample', 'phrases'],
    packages: [],
  },
  {
    name: 'exchange',
    at: ['src-main/exchange/'],
    zones: ['shared', 'domain', 'change', 'ports', 'reports', 'texts'],
    packages: [
      'csv-parse',
      'csv-stringify',
      'exceljs',
      'nodemailer',
      'postal-mime',
      'saxes',
      'yauzl',
      'yazl',
    ],
    node: true,
  },
  {
    name: 'reports',
    at: ['src-main/reports/'],
    zones: ['shared', 'domain', 'change', 'ports'],
    packages: [
      'csv-stringify',
      'exceljs',
      'node-forge',
      '@signpdf/placeholder-plain',
      '@signpdf/signpdf',
      '@signpdf/utils',
    ],
    node: true,
  },
  {
    name: 'store',
    at: ['src-main/store/'],
    zones: ['shared', 'change', 'ports', 'catalogue'],
    packages: ['libsql', 'lowdb', 'yauzl', 'yazl', 'zod'],
    node: true,
  },
  {
    // Model packs and the translation engine.
    name: 'translation',
    at: ['src-main/translation/'],
    zones: ['shared', 'ports'],
    packages: ['yauzl', 'zod'],
    node: true,
  },
  { name: 'host-ports', at: ['src-main/host/ports/'], zones: ['shared', 'ports'], packages: [], node: true },
  {
    name: 'host',
    at: ['src-main/host/'],
    zones: [
      'shared',
      'domain',
      'change',
      'ports',
      'app',
      'exchange',
      'reports',
      'store',
      'translation',
      'sample',
      'host-ports',
      'catalogue',
    ],
    packages: [],
    node: true,
  },
  {
    name: 'platform',
    at: ['src-main/platform/'],
    zones: ['shared', 'channels', 'ports'],
    packages: ['electron', 'electron-log'],
    node: true,
  },
  { name: 'preload', at: ['src-main/preload/'], zones: ['channels'], packages: ['electron'] },
  {
    name: 'main',
    at: ['src-main/index.ts'],
    zones: ['channels', ...everyMainZone],
    packages: ['electron', 'electron-log'],
    node: true,
  },

  { name: 'ipc', at: ['src-renderer/ipc/'], zones: ['shared', 'channels'], packages: [] },
  {
    name: 'stores',
    at: ['src-renderer/stores/'],
    zones: ['shared', 'ipc', 'composables'],
    packages: ['vue', 'pinia', '@vueuse/core'],
  },
  {
    name: 'composables',
    at: ['src-renderer/composables/'],
    zones: ['shared', 'ipc', 'stores', 'i18n'],
    packages: rendererLibraries,
  },
  {
    name: 'components',
    at: ['src-renderer/components/'],
    zones: ['shared', 'composables', 'i18n'],
    packages: [
      ...rendererLibraries.filter((name) => name !== 'pinia'),
      '@tanstack/vue-virtual',
      '@tiptap/starter-kit',
      '@tiptap/vue-3',
      'dompurify',
    ],
  },
  { name: 'i18n', at: ['src-renderer/i18n/'], zones: ['shared', 'texts'], packages: ['vue', 'vue-i18n'] },
  {
    name: 'views',
    at: ['src-renderer/views/'],
    zones: ['shared', 'stores', 'composables', 'components', 'i18n'],
    packages: [...rendererLibraries, '@tanstack/vue-virtual'],
  },
  {
    name: 'shell',
    at: ['src-renderer/shell/'],
    zones: ['shared', 'stores', 'composables', 'components', 'i18n', 'views'],
    packages: rendererLibraries,
  },
  {
    name: 'renderer',
    at: ['src-renderer/'],
    zones: everyRendererZone,
    packages: [...rendererLibraries, '@fontsource-variable/inter'],
  },
]

const lies = (path, place) => path === place || (place.endsWith('/') && path.startsWith(place))

export const zoneOf = (path) => zones.find(({ at }) => at.some((place) => lies(path, place)))
