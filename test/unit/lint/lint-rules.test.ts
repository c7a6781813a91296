import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, test } from 'vitest'
import { inRoot, root } from '../../../resources/tooling/lib/paths.mjs'
import { adapters, bridgeClient } from '../../../resources/tooling/lint/adapters.mjs'

const fixtures = inRoot('test/fixtures/lint')
const HEADER = /as (\S+) → (\S+): (.+?)(?: -->)?$/m

// The fixtures pretend to lie in a zone where no such file is, so there are no types to ask for.
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: inRoot('test/config/eslint.config.js'),
  overrideConfig: [
    {
      files: ['**/*.ts', '**/*.vue'],
      ...tseslint.configs.disableTypeChecked,
      languageOptions: { parserOptions: { project: false, programs: null } },
    },
  ],
})

async function findings(code: string, as: string) {
  const [result] = await eslint.lintText(code, { filePath: inRoot(as) })
  return (result?.messages ?? []).map(({ ruleId, message }) => ({ ruleId, message }))
}

const files = readdirSync(fixtures, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('compiler'))
  .map((entry) => join(entry.parentPath, entry.name))

describe('each house rule bites on the file that breaks it', () => {
  test.each(files.map((file) => [relative(fixtures, file), file]))('%s', async (_name, file) => {
    const code = readFileSync(file, 'utf8')
    const [, as, rule, words] = HEADER.exec(code) ?? []

    expect(await findings(code, as ?? '')).toContainEqual({
      ruleId: rule,
      message: expect.stringContaining(words ?? 'the header of the fixture') as string,
    })
  })
})

describe('the named adapters may do what is banned elsewhere', () => {
  const code = 'export const example = () => [Date.now(), new Date(), Math.random(), setTimeout(() => 0, 1)]'

  test.each(adapters.map((pattern) => [pattern.replace('**/*', 'example')]))('%s', async (file) => {
    expect(await findings(code, file)).toEqual([])
  })

  test('only the client may use the bridge', async () => {
    expect(await findings('export const example = window.bridge', bridgeClient)).toEqual([])
  })
})
