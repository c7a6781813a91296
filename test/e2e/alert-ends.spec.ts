import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { ACTORS, alertMenu, become, openAlert, startWithActors, type Actor } from '../support/alert-window'
import { picks, removeProfile, signInInstead, type Desktop } from '../support/desktop'
import { fillAlert } from '../support/fill-alert'
import { identityFile } from '../support/identity'
import { scanScreen } from '../support/scan'

const TITLE = 'Gasthermen ohne Abzug'
/** The only authority of Poland that coordinates services. */
const POLAND = 'Koordynator Dyrektywy Usługowej'
const SLIP = 'Telefonul firmei este 0740 000 000.'

let desktop: Desktop
let page: Page

const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const act = (name: string) => dialog().getByRole('button', { name, exact: true })
const tab = (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) })
const message = (text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible()
const head = () => page.locator('header.head')
const comments = () => page.getByRole('tabpanel').getByRole('article')

// One story: each part goes on where the one before ended.
test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(180_000)
  desktop = await startWithActors(['coordinator', 'romania', 'france'])
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

/** The Helpdesk suspends the access of the Polish coordinator, or reactivates it. */
async function decideAccess(act: 'Suspend access' | 'Reactivate access', reason: string): Promise<void> {
  await page.getByRole('combobox', { name: /Search authorities/ }).fill(POLAND)
  await page.getByRole('option', { name: new RegExp(POLAND) }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(POLAND)
  await tab('Modules').click()
  await page.getByRole('row', { name: /^Services – Alert/ }).click()
  await button(act).click()
  await dialog().getByLabel('Reason').fill(reason)
  await dialog().getByRole('button', { name: act, exact: true }).click()
  await expect(dialog()).toHaveCount(0)
}

async function addComment(text: string): Promise<void> {
  await page.getByLabel('Additional information').fill(text)
  await button('Add comment').click()
  await message('The comment is added.')
  await expect(comments().filter({ hasText: text })).toBeVisible()
}

test('a Member State without an active coordinator is named while it is chosen, has to be ticked before broadcasting, and stands at the recipients afterwards', async () => {
  test.setTimeout(120_000)
  await decideAccess('Suspend access', 'The office moves')

  await become(page, 'coordinator')
  await alertMenu(page, 'Create').click()
  await fillAlert(page, TITLE)
  await page.getByLabel('Recipient Member States').fill('Poland')
  await page.getByRole('option', { name: 'Poland (PL)' }).click()
  await page.keyboard.press('Escape')
  await message(/^Nobody is reached in Poland/)
  await button('Save draft').click()
  await expect(page.getByRole('heading', { name: TITLE })).toBeVisible()

  await button('Broadcast').click()
  await expect(dialog().getByRole('row', { name: /^Poland/ })).toContainText('nobody')
  await expect(dialog().getByRole('row', { name: /^Romania/ })).toContainText(ACTORS.romania)
  await act('Broadcast').click()
  await expect(dialog().getByRole('alert').last()).toContainText('Tick first that you have seen')
  await scanScreen(desktop, 'broadcast-uncovered')
  await dialog().getByLabel('I have seen that nobody is reached there.').check()
  await act('Broadcast').click()
  await message('Broadcast: 2 coordinators are reached.')
  await expect(dialog()).toHaveCount(0)

  await tab('Recipients and dissemination').click()
  await message(/^Nobody was reached in Poland.* Once a coordinator there has access, “Modify” reaches it\.$/)
  await expect(page.getByRole('row', { name: /^Poland/ })).toContainText('nobody')
  await tab('Report').click()
  await button('Report (PDF)').click()
  await expect(page.getByRole('article')).toContainText('Nobody was reached in Poland')
})

test('an authority asks for the deletion of a comment with a reason; only its author can delete it, and the thread says who did and when', async () => {
  test.setTimeout(120_000)
  await openAs('romania', 'Comments')
  await addComment(SLIP)

  await openAs('france', 'Comments')
  const comment = comments().filter({ hasText: ACTORS.romania })
  await expect(comment.getByRole('button', { name: 'Delete', exact: true })).toHaveCount(0)
  await comment.getByRole('button', { name: 'Ask to delete' }).click()
  await expect(dialog()).toContainText(`Only ${ACTORS.romania} can delete it.`)
  await act('Ask to delete').click()
  await expect(dialog().getByRole('alert')).toBeVisible()
  await dialog().getByLabel('Reason').fill('C’est un numéro privé.')
  await act('Ask to delete').click()
  await message(`${ACTORS.romania} is asked to delete it.`)
  await expect(comment).toContainText(`${ACTORS.france} asks to delete this: C’est un numéro privé.`)
  await expect(comment).toContainText(SLIP)

  await openAs('romania', 'Comments')
  await expect(comment).toContainText('C’est un numéro privé.')
  await scanScreen(desktop, 'comment-asked')
  await comment.getByRole('button', { name: 'Delete', exact: true }).click()
  await message('The comment is deleted.')
  const gone = new RegExp(`comment deleted by ${ACTORS.romania}, on \\d`)
  await expect(comment).toContainText(gone)

  await openAs('france', 'Comments')
  await expect(comment).toContainText(gone)
  await expect(page.getByText(SLIP)).toHaveCount(0)
})

test('an author deletes a comment of its own without being asked', async () => {
  await addComment('Une erreur de frappe')
  const comment = comments().filter({ hasText: ACTORS.france })
  await comment.getByRole('button', { name: 'Delete', exact: true }).click()
  await message('The comment is deleted.')
  await expect(comment).toContainText(`comment deleted by ${ACTORS.france}, on `)
  await expect(page.getByText('Une erreur de frappe')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Ask to delete' })).toHaveCount(0)
  await scanScreen(desktop, 'comment-deleted')
})

test('once a coordinator has access where nobody was reached, modifying reaches it, even where nothing else changes', async () => {
  test.setTimeout(120_000)
  await signInInstead(page)
  await decideAccess('Reactivate access', 'The office has moved')
  await openAs('coordinator', 'Alert')
  await button('Modify').click()
  await button('Modify').click()
  await dialog().getByLabel('Reason').fill('Polen ist wieder erreichbar.')
  await act('Modify').click()
  await message('It is modified and reaches 1 further coordinator; the version before stays.')
  await expect(dialog()).toHaveCount(0)
  await tab('Recipients and dissemination').click()
  await expect(page.getByRole('row', { name: /^Poland/ })).toContainText(POLAND)
  await expect(page.getByText(/^Nobody was reached/)).toHaveCount(0)
})

test('a coordinator of the initiating Member State withdraws it with a reason; a recipient cannot, and goes on seeing it as withdrawn', async () => {
  test.setTimeout(120_000)
  await openAs('france', 'Comments')
  await button('Why not? Withdraw').click()
  await expect(dialog()).toContainText('coordinator of the initiating Member State')
  await act('Close').click()
  await expect(dialog()).toHaveCount(0)

  await openAs('coordinator', 'Comments')
  await button('Withdraw').click()
  await expect(dialog()).toContainText('Recipients keep seeing it, as withdrawn, with the reason.')
  await act('Withdraw').click()
  await expect(dialog().getByRole('alert')).toBeVisible()
  await scanScreen(desktop, 'withdraw-dialog')
  await dialog().getByLabel('Reason').fill('Der Hersteller ist ein anderer.')
  await act('Withdraw').click()
  await message('The alert is withdrawn.')
  await expect(head()).toContainText('Withdrawn: Der Hersteller ist ein anderer.')

  await openAs('romania', 'Recipients and dissemination')
  await expect(head().getByText('Withdrawn', { exact: true })).toBeVisible()
  await expect(head()).toContainText('Withdrawn: Der Hersteller ist ein anderer.')
  await expect(button('Withdraw')).toHaveCount(0)
  await expect(button('Disseminate')).toHaveCount(0)
  await scanScreen(desktop, 'alert-withdrawn')
  await tab('Comments').click()
  await expect(page.getByLabel('Additional information')).toHaveCount(0)
})

test('what is no certificate is said in a sentence, the dialog goes on with another one, and forgets it when it is closed', async () => {
  test.setTimeout(120_000)
  const text = join(desktop.profile, 'letter.p12')
  writeFileSync(text, 'Dear colleagues, this is a letter.')
  const large = join(desktop.profile, 'large.p12')
  writeFileSync(large, Buffer.alloc(3 * 1024 * 1024, 0x30))
  const identity = identityFile(desktop.profile)

  await tab('Report').click()
  await button('Report (PDF)').click()
  await expect(page.getByRole('article')).toContainText('Der Hersteller ist ein anderer.')
  await button('Save signed PDF …').click()
  for (const wrong of [text, large]) {
    await picks(desktop.app, wrong)
    await act('Choose a certificate').click()
    await expect(dialog()).toContainText('This file holds no certificate that can be read.')
    await expect(dialog().getByLabel('Password of the certificate')).toHaveCount(0)
  }
  await scanScreen(desktop, 'sign-no-certificate')

  const broken = join(desktop.profile, 'broken.p12')
  writeFileSync(broken, readFileSync(identity.path).subarray(0, 500))
  await picks(desktop.app, broken)
  await act('Choose a certificate').click()
  await expect(dialog()).toContainText('broken.p12')
  await expect(dialog()).not.toContainText('This file holds no certificate')
  await expect(dialog().getByLabel('Password of the certificate')).toBeFocused()
  await dialog().getByLabel('Password of the certificate').fill(identity.password)
  await act('Sign and save').click()
  await expect(dialog()).toContainText('This file holds no certificate that can be read.')
  await act('Cancel').click()
  await expect(dialog()).toHaveCount(0)

  await button('Save signed PDF …').click()
  await expect(dialog()).toContainText('No certificate is chosen.')
  await expect(dialog()).not.toContainText('This file holds no certificate')
  await picks(desktop.app, identity.path)
  await act('Choose a certificate').click()
  await expect(dialog().getByLabel('Password of the certificate')).toHaveValue('')
  await dialog().getByLabel('Password of the certificate').fill(identity.password)
  const signed = join(desktop.profile, 'signed.pdf')
  await picks(desktop.app, signed)
  await act('Sign and save').click()
  await message('Saved as signed.pdf.')
  expect(readFileSync(signed, 'latin1')).toContain('/SubFilter /ETSI.CAdES.detached')
})
