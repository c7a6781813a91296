import { expect, test, type Page } from '@playwright/test'
import { ACTORS, alertMenu, become, openAlert, startWithActors, type Actor } from '../support/alert-window'
import { removeProfile, signInInstead, type Desktop } from '../support/desktop'
import { fillAlert } from '../support/fill-alert'
import { scanScreen } from '../support/scan'

const TITLE = 'Gasthermen ohne Abzug'
/** The only authority of Poland that coordinates services. */
const POLAND = 'Koordynator Dyrektywy Usługowej'

let desktop: Desktop
let page: Page

const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const act = (name: string) => dialog().getByRole('button', { name, exact: true })
const tab = (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) })
const message = (text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible()

// One story: each part goes on where the one before ended.
test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(180_000)
  desktop = await startWithActors(['coordinator', 'romania'])
  page = desktop.page
})

test.afterAll(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

/** Opens the alert as another authority, at one of its tabs. */
async function openAs(who: Actor, at: string): Promise<void> {
  await become(page, who)
  await openAlert(page, TITLE)
  await tab(at).click()
}

/** The Helpdesk suspends or reactivates the access of a coordinator to the module of alerts. */
async function decideAccess(
  name: string,
  memberState: string,
  decision: 'Suspend access' | 'Reactivate access',
): Promise<void> {
  await page.getByRole('combobox', { name: /Search authorities/ }).fill(name)
  await page.getByRole('option', { name: new RegExp(`${name} ${memberState}`) }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await tab('Modules').click()
  await page.getByRole('row', { name: /^Services – Alert/ }).click()
  await button(decision).click()
  await dialog().getByLabel('Reason').fill('The office moves')
  await act(decision).click()
  await expect(dialog()).toHaveCount(0)
}

test('a coordinator that got access after the broadcast is counted, and reached by one button', async () => {
  test.setTimeout(120_000)
  await decideAccess(POLAND, 'PL', 'Suspend access')
  await become(page, 'coordinator')
  await alertMenu(page, 'Create').click()
  await fillAlert(page, TITLE)
  await page.getByLabel('Recipient Member States').fill('Poland')
  await page.getByRole('option', { name: 'Poland (PL)' }).click()
  await page.keyboard.press('Escape')
  await button('Save draft').click()
  await button('Broadcast').click()
  await dialog().getByLabel('I have seen that nobody is reached there.').check()
  await act('Broadcast').click()
  await expect(dialog()).toHaveCount(0)

  await signInInstead(page)
  await decideAccess(POLAND, 'PL', 'Reactivate access')
  await openAs('coordinator', 'Recipients')
  await message(/^1 coordinator of the recipient Member States got access after the broadcast/)
  await scanScreen(desktop, 'alert-late')
  await button('Reach them now').click()
  await message('1 further coordinator reached.')
  await expect(page.getByRole('row', { name: /^Poland/ })).toContainText(POLAND)
})

test('a proposal to close is answered by a comment beside it', async () => {
  test.setTimeout(120_000)
  await openAs('romania', 'Closure')
  await button('Propose closure').click()
  await page.getByLabel('Why it can be closed').fill('Aparatele sunt retrase.')
  await button('Propose closure').click()
  await message('Closure is proposed.')
  await openAs('coordinator', 'Closure')
  await button('Comment').click()
  await page.getByLabel('Comment on the proposal').fill('Wir prüfen noch eine Anlage.')
  await button('Comment').click()
  await expect(page.getByRole('article').filter({ hasText: 'Wir prüfen noch' })).toContainText('Comment ·')
})

test('the instruction to close is withdrawn with a reason, which the Helpdesk reads', async () => {
  await button('Instruct the Helpdesk').click()
  await page.getByLabel('Instruction to the IMI Helpdesk').fill('Bitte schließen.')
  await button('Instruct the Helpdesk').click()
  await message('Bitte schließen.')
  await button('Withdraw the instruction').click()
  await act('Withdraw the instruction').click()
  await expect(dialog().getByRole('alert')).toBeVisible()
  await dialog().getByLabel('Reason').fill('Eine Anlage ist noch in Betrieb.')
  await act('Withdraw the instruction').click()
  await message('Instruction withdrawn.')
  await message('The instruction was withdrawn: Eine Anlage ist noch in Betrieb.')
  await scanScreen(desktop, 'alert-uninstructed')
})

test('the history says who did what, and undoes an act from there', async () => {
  await tab('History').click()
  const acts = page.getByRole('list', { name: 'History' }).getByRole('listitem')
  await expect(acts.first()).toContainText('Instruction to close withdrawn')
  await expect(acts.first()).toContainText(ACTORS.coordinator)
  await expect(acts.filter({ hasText: /^Comment added/ }).first()).toContainText('Delete it')
  await scanScreen(desktop, 'alert-history')
  await acts
    .first()
    .getByRole('button', { name: /^Take back/ })
    .click()
  await act('Undo').click()
  await expect(dialog()).toHaveCount(0)
  await tab('Closure').click()
  await message('Bitte schließen.')
})

test('the Helpdesk ends it where the Member State has no coordinator any more', async () => {
  test.setTimeout(120_000)
  await signInInstead(page)
  await decideAccess(ACTORS.coordinator, 'DE', 'Suspend access')
  await openAlert(page, TITLE)
  await message(/^The initiating Member State has no active coordinator/)
  await scanScreen(desktop, 'alert-stranded')
  await button('Withdraw').click()
  await dialog().getByLabel('Reason').fill('Nobody is left to close it.')
  await act('Withdraw').click()
  await message('Withdrawn: Nobody is left to close it.')
})
