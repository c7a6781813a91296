import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { inRoot } from '../../../resources/tooling/lib/paths.mjs'
import { packagedFolder } from '../../../resources/tooling/lib/package.mjs'
import { setUpStore } from '../../support/desktop'
import { installPackaged } from '../../support/packaged'
import type { Installation } from '../../support/packaged'

const GERMAN = inRoot('test/fixtures/lists/public-bodies-de.csv')
const OFF = '0'.charCodeAt(0)
const ON = '1'.charCodeAt(0)

let installation: Installation

test.beforeAll(async () => {
  installation = await installPackaged()
})

test.afterAll(async () => {
  await installation.dispose()
})

test('the packaged program makes a store, imports the list it was opened with, searches, and ends without an error', async () => {
  const program = await installation.start({ args: [GERMAN] })
  const { page } = program
  await expect(page).toHaveTitle(/IMI Helpdesk/)
  expect(new Set(program.rendererSeccomp())).toEqual(new Set(['2']))

  await setUpStore(page)
  await page.getByRole('button', { name: /Empty store/ }).click()
  await expect(page.getByText('public-bodies-de.csv: 1,003 rows')).toBeVisible()
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('button', { name: 'Import 1,003 rows' }).click()
  await page.getByRole('link', { name: 'Show Managed authorities' }).click()
  await page.getByPlaceholder('Name, title, city, e-mail …').fill('strassenwesen')
  await expect(page.getByText('1 of 1,003')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Bundesanstalt für Straßenwesen' })).toBeVisible()

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
