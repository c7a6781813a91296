import { dirname } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { inRoot } from '../../../resources/tooling/lib/paths.mjs'

/** Compiles one fixture with the settings of a zone and returns what the compiler says about it. */
function complaints(zone: string, fixture: string): string[] {
  const configFile = inRoot(zone, 'tsconfig.json')
  const { config } = ts.readConfigFile(configFile, (path) => ts.sys.readFile(path)) as { config: object }
  const { tsBuildInfoFile: _kept, ...options } = ts.parseJsonConfigFileContent(
    config,
    ts.sys,
    dirname(configFile),
  ).options
  const file = inRoot('test/fixtures/lint/compiler', fixture)
  const program = ts.createProgram([file], { ...options, incremental: false })
  return program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

describe.each(['src-shared', 'src-main/domain'])('in %s the compiler knows no surroundings', (zone) => {
  test.each([
    ['node-fs.ts', 'node:fs'],
    ['window.ts', "'window'"],
    ['process.ts', "'process'"],
    ['set-timeout.ts', "'setTimeout'"],
  ])('%s does not compile', (fixture, name) => {
    expect(complaints(zone, fixture).join('\n')).toContain(name)
  })
})

test('the main process knows Node, but no window', () => {
  expect(complaints('src-main', 'node-fs.ts')).toEqual([])
  expect(complaints('src-main', 'window.ts').join('\n')).toContain("'window'")
})
