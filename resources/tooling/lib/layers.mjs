// The layers of the tests: what each runs, and how its results are counted.
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { onScreen } from './display.mjs'
import { inRoot } from './paths.mjs'
import { run } from './run.mjs'

const bin = {
  tsc: 'node_modules/typescript/bin/tsc',
  vueTsc: 'node_modules/vue-tsc/bin/vue-tsc.js',
  eslint: 'node_modules/eslint/bin/eslint.js',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
}
const node = (script, args, env) =>
  run(process.execPath, [inRoot(script), ...args], { show: true, ...(env && { env }) })

/** A layer made of plain commands: each command counts as one test. */
async function commands(list, env) {
  let failed = 0
  for (const [script, args] of list) {
    const { code } = await node(script, args, env)
    if (code !== 0) failed++
  }
  return { passed: list.length - failed, failed, skipped: 0 }
}

const types = (_args, env) =>
  commands(
    [
      [bin.tsc, ['-p', 'src-shared']],
      [bin.tsc, ['-p', 'src-main/domain']],
      [bin.tsc, ['-p', 'src-main']],
      [bin.vueTsc, ['-p', 'src-renderer']],
      [bin.vueTsc, ['-p', 'test/config']],
    ],
    env,
  )

const lint = (_args, env) =>
  commands(
    [
      [
        bin.eslint,
        [
          '-c',
          'test/config/eslint.config.js',
          '--max-warnings=0',
          'src-shared',
          'src-main',
          'src-renderer',
          'test',
        ],
      ],
      [bin.prettier, ['--check', '--log-level=warn', '.']],
    ],
    env,
  )

/** A runner that died before it could write its report has failed, whatever it printed. */
async function counted(code, reportFile, count) {
  const result = existsSync(reportFile)
    ? count(JSON.parse(await readFile(reportFile, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 }
  if (code !== 0 && result.failed === 0) result.failed = 1
  return result
}

const vitest = (project) => async (args, env) => {
  const report = inRoot(`.reports/${project}-vitest.json`)
  await rm(report, { force: true })
  const { code } = await node(
    bin.vitest,
    [
      'run',
      '--config=test/config/vitest.config.ts',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    env,
  )
  return await counted(code, report, (json) => ({
    passed: json.numPassedTests,
    // A file that cannot even be loaded has no tests to count.
    failed:
      json.numFailedTests +
      json.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
        .length,
    skipped: json.numPendingTests + json.numTodoTests,
  }))
}

const playwright = (project) => async (args, env) => {
  const report = inRoot(`.reports/${project}-playwright.json`)
  await rm(report, { force: true })
  const [command, commandArgs] = onScreen(process.execPath, [
    inRoot(bin.playwright),
    'test',
    '--config=test/config/playwright.config.ts',
    `--project=${project}`,
    `--output=${inRoot('.reports', project)}`,
    '--reporter=list,json',
    ...args,
  ])
  const { code } = await run(command, commandArgs, {
    show: true,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  return await counted(code, report, ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }))
}

/** A layer of two runners counts what both have run. */
const both = (first, second) => async (args, env) => {
  const [one, other] = [await first(args, env), await second(args, env)]
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  }
}

/** `needs`: how much has to be set up before. `always`: part of `npm test`. */
export const layers = [
  { name: 'types', needs: 'packages', always: true, start: types },
  { name: 'lint', needs: 'packages', always: true, start: lint },
  { name: 'unit', needs: 'packages', always: true, start: vitest('unit') },
  { name: 'integration', needs: 'build', always: true, start: vitest('integration') },
  { name: 'renderer', needs: 'packages', always: true, start: vitest('renderer') },
  { name: 'e2e', needs: 'runtime', always: true, start: playwright('e2e') },
  { name: 'packaged', needs: 'package', always: process.platform === 'linux', start: playwright('packaged') },
  { name: 'interop', needs: 'office', always: false, start: both(vitest('interop'), playwright('interop')) },
]

/** Runs one layer and leaves its numbers in .reports for whoever sums them up. */
export async function runLayer(layer, args, env) {
  const started = Date.now()
  await mkdir(inRoot('.reports'), { recursive: true })
  const result = { layer: layer.name, ...(await layer.start(args, env)), ms: Date.now() - started }
  await writeFile(inRoot(`.reports/${layer.name}.json`), `${JSON.stringify(result)}\n`)
  return result
}
