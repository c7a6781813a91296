import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'
import { root } from '../../resources/tooling/lib/paths.mjs'
import { adapters, bridgeClient } from '../../resources/tooling/lint/adapters.mjs'
import {
  determinismGlobals,
  determinismImports,
  determinismProperties,
  determinismSyntax,
} from '../../resources/tooling/lint/determinism.mjs'
import { sentences } from '../../resources/tooling/lint/sentences.mjs'
import { zones } from '../../resources/tooling/lint/zones.mjs'

const sources = ['src-shared/**/*.ts', 'src-main/**/*.ts', 'src-renderer/**/*.ts', 'src-renderer/**/*.vue']
const typed = ['src-shared/**/*.ts', 'src-main/**/*.ts', 'src-renderer/**/*.ts', 'test/**/*.ts']

const namedExports = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }
const noBridge = {
  selector: 'MemberExpression[object.name=/^(window|globalThis|self)$/][property.name="bridge"]',
  message: `Only ${bridgeClient} talks to the bridge: use call().`,
}

// ESLint replaces the options of a rule as a whole, so each list is put together here and nowhere else.
const syntax = (...bans) => ['error', namedExports, ...bans]

// Attributes that Vuetify's components show to the reader.
const SHOWN_ATTRIBUTES = [
  'title',
  'label',
  'text',
  'subtitle',
  'hint',
  'placeholder',
  'alt',
  'prefix',
  'suffix',
  'message',
  'messages',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
]

const strictTypes = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
}

export default [
  {
    // Fixtures break the rules on purpose.
    ignores: ['node_modules/', 'out/', 'release/', '.runtime/', '.reports/', 'test/fixtures/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  ...tseslint.configs.strict.map((config) => ({ ...config, files: ['**/*.ts', '**/*.vue'] })),
  ...tseslint.configs.strictTypeCheckedOnly.map((config) => ({ ...config, files: typed })),
  {
    files: typed,
    languageOptions: {
      parserOptions: {
        project: [
          'src-shared/tsconfig.json',
          'src-main/domain/tsconfig.json',
          'src-main/tsconfig.json',
          'src-renderer/tsconfig.json',
          'test/config/tsconfig.json',
        ],
        tsconfigRootDir: root,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  { files: ['**/*.ts', '**/*.vue'], rules: strictTypes },

  ...vue.configs['flat/recommended'],
  // Layout is Prettier's.
  ...[vue.configs['no-layout-rules']].flat(),
  ...accessibility.configs['flat/recommended'].map((config) => ({ ...config, files: ['**/*.vue'] })),
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/no-bare-strings-in-template': ['error', { attributes: { '/.+/': SHOWN_ATTRIBUTES } }],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-props-declaration': ['error', 'type-based'],
      'vue/define-emits-declaration': ['error', 'type-based'],
      'vue/no-v-html': 'error',
      // A component that is not imported is drawn as nothing, and no compiler says so.
      'vue/no-undef-components': ['error', { ignorePatterns: ['^v-', '^router-', '^Router', '^i18n-t$'] }],
      // A label names its control by id; the control itself stands in a slot.
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      // In a desktop program the field a person came for has the focus when a page or dialog opens, by `v-first-field`.
      'vuejs-accessibility/no-autofocus': 'off',
      'vue/no-restricted-static-attribute': [
        'error',
        {
          key: 'autofocus',
          message: 'Use v-first-field: autofocus takes the focus back whenever the field is in sight.',
        },
      ],
      'vue/multi-word-component-names': 'off',
      // Vuetify names its slots `item.name`.
      'vue/valid-v-slot': ['error', { allowModifiers: true }],
    },
  },

  {
    files: sources,
    plugins: { imi: { rules: { zones } } },
    rules: {
      'imi/zones': 'error',
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-syntax': syntax(noBridge, ...determinismSyntax),
      'no-restricted-properties': ['error', ...determinismProperties],
      'no-restricted-globals': ['error', ...determinismGlobals],
      'no-restricted-imports': ['error', determinismImports],
    },
  },
  {
    files: adapters,
    rules: {
      'no-console': 'off',
      'no-restricted-syntax': syntax(noBridge),
      'no-restricted-properties': 'off',
      'no-restricted-globals': 'off',
      'no-restricted-imports': 'off',
    },
  },
  {
    files: ['src-shared/contract/*.ts'],
    plugins: { contract: { rules: { sentences } } },
    rules: { 'contract/sentences': 'error' },
  },
  // This is how TypeScript is told what a .vue file is.
  { files: ['src-renderer/vue.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: [bridgeClient], rules: { 'no-restricted-syntax': syntax(...determinismSyntax) } },

  {
    files: ['test/**/*.ts'],
    ignores: ['test/config/**'],
    rules: { 'no-restricted-syntax': syntax() },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Tests look into whatever comes back; an unawaited promise is the mistake that matters here.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
]
