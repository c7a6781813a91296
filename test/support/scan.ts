import { mkdirSync } from 'node:fs'
import { expect } from '@playwright/test'
import { inRoot } from '../../resources/tooling/lib/paths.mjs'
import { expectAccessible, LOOKS, showIn } from './accessibility'
import type { Desktop } from './desktop'
import { cutOffTexts } from './layout'

/** The window's two sizes: comfortable and usable. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 700 },
] as const

/**
 * Nothing is cut off and nothing inaccessible, in both sizes and every look; pictures are kept for people to look at.
 * @param name of the pictures
 */
export async function scanScreen({ app, page }: Desktop, name: string): Promise<void> {
  mkdirSync(inRoot('.reports/screens'), { recursive: true })
  for (const { width, height } of SIZES) {
    await app.evaluate(
      ({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height)
      },
      { width, height },
    )
    await expect.poll(() => page.evaluate((wanted) => Math.abs(innerWidth - wanted), width)).toBeLessThan(2)
    for (const look of LOOKS) {
      await showIn(page, look)
      await expect(page.locator(look === 'dark' ? '.v-theme--dark' : '.v-theme--light').first()).toBeVisible()
      const file = `${name}-${String(width)}-${look.replace(' ', '-')}.png`
      await page.screenshot({ path: inRoot(`.reports/screens/${file}`) })
      // Contrast does not depend on the size, nor the size of targets on the look.
      if (width === SIZES[0].width || look === LOOKS[0]) await expectAccessible(page, `${name}, ${look}`)
    }
    expect(await cutOffTexts(page), `${name} at ${String(width)}`).toEqual([])
  }
  await showIn(page, 'light')
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800)
  })
}
