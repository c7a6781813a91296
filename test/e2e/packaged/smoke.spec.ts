import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { packagedFolder } from '../../../resources/tooling/lib/package.mjs'
import { installPackaged } from '../../support/packaged'
import type { Installation } from '../../support/packaged'

const OFF = '0'.charCodeAt(0)
const ON = '1'.charCodeAt(0)

let installation: Installation

test.beforeAll(async () => {
  installation = await installPackaged()
})

test.afterAll(async () => {
  await installation.dispose()
})

test('the packaged program opens its window in a real sandbox and ends without an error', async () => {
  const program = await installation.start()

  await expect(program.page).toHaveTitle(/IMI Helpdesk/)
  expect(new Set(program.rendererSeccomp())).toEqual(new Set(['2']))

  expect(await program.quit(), program.output()).toBe(0)
})

test('every switch of the packaged executable is as decided', async () => {
  const folder = await packagedFolder()
  const wire = await getCurrentFuseWire(join(folder ?? '', 'imi-helpdesk'))

  expect(wire).toMatchObject({
    [FuseV1Options.RunAsNode]: OFF,
    [FuseV1Options.EnableCookieEncryption]: ON,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: OFF,
    [FuseV1Options.EnableNodeCliInspectArguments]: OFF,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: OFF,
    [FuseV1Options.OnlyLoadAppFromAsar]: ON,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: OFF,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: OFF,
  })
})
