import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { WRITTEN_FIELDS } from '../../src-shared/entities/authority-fields'
import { expect, test, type Page } from '@playwright/test'
import { picks, removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { scanScreen } from '../support/scan'

/** What the preload puts into the page. */
interface Bridged {
  bridge: { request: (request: { call: string; name: string; input: unknown }) => Promise<unknown> }
}

let desktop: Desktop
let page: Page

/** The act of a dialog, not the button behind it of the same name. */
const act = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })
const tab = (name: string | RegExp) => page.getByRole('tab', { name })
const dialog = () => page.getByRole('dialog')

/** The screen as it is has nothing an accessibility scan finds. */
async function expectAccessible(): Promise<void> {
  const scan = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(scan.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
}

/** Registers an authority through the form; its page opens. */
async function register(name: string): Promise<void> {
  await page.getByRole('button', { name: 'Register authority' }).first().click()
  await page.getByLabel('Official name').fill(name)
  await page.getByLabel('Member State').fill('Germany')
  await page.getByRole('option', { name: 'Germany (DE)' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Register authority' }).click()
}

test.describe('an authority of an empty store', () => {
  test.beforeEach(async () => {
    desktop = await startDesktop()
    page = desktop.page
    await setUpStore(page)
    await page.getByRole('button', { name: /Empty store/ }).click()
    await register('Bundesanstalt für Straßenwesen')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bundesanstalt für Straßenwesen')
  })

  test.afterEach(async () => {
    await desktop.close()
    removeProfile(desktop.profile)
  })

  test('a registered authority has access to Registers at once, and nothing else', async () => {
    await expect(page.getByText('is registered and has access to Registers')).toBeVisible()
    await tab('Modules 1').click()
    await expect(page.getByRole('row', { name: /Registers/ })).toContainText('Active')
  })

  test('a second NIMIC of a Member State warns while its type is chosen, and stands on Home', async () => {
    const beNimic = async () => {
      await page.getByLabel('Types').fill('nimic')
      await page.getByRole('option', { name: /NIMIC/ }).click()
      await page.keyboard.press('Escape')
    }
    await page.getByRole('button', { name: 'Edit authority' }).click()
    await beNimic()
    await expect(page.getByText('already has a NIMIC')).toHaveCount(0)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Edit authority' })).toBeVisible()
    await register('Zweites Amt')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Zweites Amt')
    await page.getByRole('button', { name: 'Edit authority' }).click()
    await beNimic()
    await expect(page.getByText('Germany already has a NIMIC: Bundesanstalt für Straßenwesen.')).toBeVisible()
    await scanScreen(desktop, 'second-nimic')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Edit authority' })).toBeVisible()
    await page.getByRole('button', { name: 'Home', exact: true }).click()
    await page.getByRole('link', { name: /NIMICs beside another one/ }).click()
    await expect(page.getByRole('row', { name: /Zweites Amt/ })).toBeVisible()
  })

  test('what is edited stands in the history with its old and new value and the reason', async () => {
    await page.getByRole('button', { name: 'Edit authority' }).click()
    await expect(tab(/^Users/)).toHaveCount(0)
    await page.getByLabel('Informal title').fill('Federal road research')
    await page.getByLabel('Reason').fill('Asked for by e-mail')
    await expectAccessible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('The changes to Bundesanstalt für Straßenwesen are saved.')).toBeVisible()
    await expect(page.getByText('Federal road research').first()).toBeVisible()
    await tab('Management Information').click()
    const edited = page.getByRole('listitem').filter({ hasText: 'Authority edited' })
    await expect(edited).toContainText('Maria Keller')
    await expect(edited).toContainText('“Asked for by e-mail”')
    await expect(edited).toContainText(/Informal title\s*empty.*Federal road research/)
    await expectAccessible()
    await page.getByLabel('Text, also in old values').fill('nothing like this')
    await expect(page.getByText('No entry matches.')).toBeVisible()
  })

  test('faulty fields are named in a summary that leads to each, and nothing is saved', async () => {
    await page.getByRole('button', { name: 'Edit authority' }).click()
    await page.getByLabel('Official name').fill('')
    await page.getByLabel('E-mail').fill('nonsense')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('2 fields need your attention')).toBeVisible()
    await expectAccessible()
    await page.getByRole('alert').getByRole('button', { name: 'E-mail' }).click()
    await expect(page.getByLabel('E-mail')).toBeFocused()
  })

  test('leaving with unsaved changes asks, and keeps them where the answer is no', async () => {
    await page.getByRole('button', { name: 'Edit authority' }).click()
    await page.getByLabel('City').fill('Bergisch Gladbach')
    await page.getByRole('button', { name: 'Managed authorities', exact: true }).click()
    await expect(dialog()).toContainText('are not saved yet and would be lost')
    await expectAccessible()
    await act('Keep editing').click()
    await expect(page.getByLabel('City')).toHaveValue('Bergisch Gladbach')
    await page.keyboard.press('Escape')
    await act('Discard changes').click()
    await expect(page.getByText('Bergisch Gladbach')).toHaveCount(0)
  })

  test('all accesses suspended, the authority is inactivated, found again as removal due, and reactivated', async () => {
    const cannot = page.getByRole('button', { name: 'Inactivate', exact: true })
    await expect(cannot).toHaveAttribute('aria-disabled', 'true')
    await page.getByRole('button', { name: 'Why not? Inactivate' }).click()
    await expect(dialog()).toContainText('1 access is still active: Registers. Suspend it first.')
    await page.getByRole('button', { name: 'Show the 1 active access' }).click()

    await page.getByRole('button', { name: 'Suspend all accesses' }).click()
    await expect(dialog().getByRole('list', { name: 'Accesses that will be suspended' })).toHaveText(
      'Registers',
    )
    await expectAccessible()
    await dialog().getByLabel('Reason').fill('The office was closed')
    await act('Suspend all accesses').click()
    await expect(page.getByRole('row', { name: /Registers/ })).toContainText('Suspended')
    await expect(page.getByRole('button', { name: 'Why not? Suspend all accesses' })).toBeVisible()

    await tab('Authority').click()
    await page.getByRole('button', { name: 'Inactivate', exact: true }).click()
    await act('Inactivate').click()
    await expect(page.getByText(/will be removed on .* unless reactivated/)).toBeVisible()
    await expectAccessible()
    await page.getByRole('button', { name: 'Reactivate', exact: true }).click()
    await act('Reactivate').click()
    await expect(page.getByText('is active again')).toBeVisible()
    await expect(page.getByText(/unless reactivated/)).toHaveCount(0)

    await tab('Modules 1').click()
    await page.getByRole('button', { name: 'Reactivate access', exact: true }).click()
    await act('Reactivate access').click()
    await expect(page.getByRole('row', { name: /Registers/ })).toContainText('Active')
    await tab('Management Information').click()
    for (const done of [
      'All accesses suspended',
      'Authority inactivated',
      'Authority reactivated',
      'Access reactivated',
    ]) {
      await expect(page.getByText(done, { exact: true })).toBeVisible()
    }
  })

  test('registering the same name again names the likely duplicate and asks for a confirmation', async () => {
    await page.getByRole('button', { name: 'Register authority', exact: true }).click()
    await page.getByLabel('Official name').fill('bundesanstalt fur strassenwesen')
    await page.getByLabel('Member State').fill('Germany')
    await page.getByRole('option', { name: 'Germany (DE)' }).click()
    const likely = page.getByRole('link', { name: 'Bundesanstalt für Straßenwesen' })
    await expect(likely).toBeVisible()
    const submit = page.getByRole('main').getByRole('button', { name: 'Register authority' })
    await submit.click()
    await expect(page.getByRole('alert')).toContainText('confirm that it is another authority')
    await expectAccessible()
    await page.getByLabel('This is another authority').check()
    await submit.click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('bundesanstalt fur strassenwesen')
  })

  test('a change from elsewhere does not overwrite the form: both versions are compared', async () => {
    await page.getByRole('button', { name: 'Edit authority' }).click()
    await page.getByLabel('City').fill('Mine')
    await page.getByLabel('Fax').fill('+49 1')
    const id = new URL(page.url()).hash.split('/').at(-1)?.split('?')[0] ?? ''
    await page.evaluate(
      async ([authority, written]) => {
        const ask = async (call: string, name: string, input: unknown) =>
          (await (window as unknown as Bridged).bridge.request({ call, name, input })) as {
            value: Record<string, never>
          }
        const { found } = (await ask('t1', 'authorities.read', { id: authority })).value as never as {
          found: { revision: number; authority: Record<string, unknown> }
        }
        const data = Object.fromEntries(written.map((field) => [field, found.authority[field]]))
        const input = {
          id: authority,
          revision: found.revision,
          data: { ...data, city: 'Theirs' },
          reason: '',
        }
        await ask('t2', 'authorities.edit', input)
      },
      [id, WRITTEN_FIELDS] as const,
    )
    await expect(page.getByText('changed meanwhile by somebody else')).toBeVisible()
    await expect(page.getByLabel('City')).toHaveValue('Mine')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(dialog().getByRole('row', { name: /City/ })).toContainText('Theirs')
    await expectAccessible()
    await dialog().getByLabel('Take theirs City').check()
    await act('Go on editing').click()
    await expect(page.getByLabel('City')).toHaveValue('Theirs')
    await expect(page.getByLabel('Fax')).toHaveValue('+49 1')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('are saved.')).toBeVisible()
    await expect(page.getByText('+49 1')).toBeVisible()
  })

  test('an authority that is not in the store is said to be so', async () => {
    await page.evaluate(() => {
      location.hash = '#/authorities/01ARZ3NDEKTSV4RRFFQ69G5FAV'
    })
    await expect(page.getByText('This authority is not in the store.')).toBeVisible()
  })
})

test.describe('an authority of the sample', () => {
  test.beforeEach(async () => {
    desktop = await startDesktop()
    page = desktop.page
    await setUpStore(page)
    await page.getByText('Small sample').click()
    await expect(page.getByText('of 500')).toBeVisible({ timeout: 60_000 })
    await page.getByRole('grid').focus()
    await page.keyboard.press('Enter')
    await expect(tab(/^Modules/)).toBeVisible()
  })

  test.afterEach(async () => {
    await desktop.close()
    removeProfile(desktop.profile)
  })

  test('a selected user shows roles per module, the last login and both statuses', async () => {
    await tab(/^Users/).click()
    const users = page.getByRole('grid', { name: 'Users' })
    await expect(users.getByRole('row', { selected: true })).toBeVisible()
    const preview = page.getByRole('complementary', { name: 'Selected user' })
    for (const said of [
      'Last login',
      'Status of the user',
      'Status of the password',
      'User roles',
      'Registers',
    ]) {
      await expect(preview.getByText(said).first()).toBeVisible()
    }
    await expectAccessible()
  })

  test('accesses are chosen by the arrow keys, and Back leads to the tab before', async () => {
    await tab(/^Modules/).click()
    const accesses = page.getByRole('grid', { name: 'Accesses to modules' })
    await accesses.focus()
    await page.keyboard.press('End')
    await expect(accesses.getByRole('row', { selected: true })).toContainText('Registers')
    await expect(page.getByRole('complementary', { name: 'Selected access' })).toContainText('Registers')
    await expectAccessible()
    await page.goBack()
    await expect(tab('Authority')).toHaveAttribute('aria-selected', 'true')
  })

  test('everything about an authority is shown on paper, in every theme black on white', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.getByRole('link', { name: 'Print' }).click()
    await expect(page.getByRole('heading', { name: 'Print preview' })).toBeVisible()
    for (const part of ['Authority', 'Modules', 'Users', 'Management Information']) {
      await expect(page.getByRole('heading', { name: part, level: 2, exact: true })).toBeVisible()
    }
    await expect(page.getByRole('article')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
    await expectAccessible()
    const file = join(desktop.profile, 'authority.pdf')
    await picks(desktop.app, file)
    await page.getByRole('button', { name: 'Save as PDF' }).click()
    await expect(page.getByText(/^Saved as /)).toBeVisible()
    const pages = /\/Type \/Pages[^>]*\/Count (\d+)/s.exec(readFileSync(file, 'latin1'))
    expect(Number(pages?.[1])).toBeGreaterThan(1)
  })
})
