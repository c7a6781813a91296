import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** What a finding says, short enough to read in a failure. */
interface Finding {
  readonly rule: string
  readonly where: string
  readonly why: string
}

/** Scans what the window shows against WCAG 2.2 AA and expects no finding. */
export async function expectAccessible(
  page: Page,
  what: string,
  shown: 'page' | 'menu' = 'page',
): Promise<void> {
  // Electron has no way to open the blank page that the scanner would otherwise use.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    // A menu floats above all regions of the page and belongs to none.
    .disableRules(shown === 'menu' ? ['region'] : [])
    .analyze()
  const findings: Finding[] = violations.flatMap((violation) =>
    violation.nodes.map((node) => ({
      rule: violation.id,
      where: node.target.join(' '),
      why: (node.failureSummary ?? '').slice(0, 200),
    })),
  )
  expect(findings, `accessibility of ${what}`).toEqual([])
}

/** The looks in which every screen must hold. */
export const LOOKS = ['light', 'dark', 'forced colours'] as const

/** Shows the window in a look: the system's colour scheme, or forced colours. */
export async function showIn(page: Page, look: (typeof LOOKS)[number]): Promise<void> {
  await page.emulateMedia({
    colorScheme: look === 'dark' ? 'dark' : 'light',
    forcedColors: look === 'forced colours' ? 'active' : 'none',
    reducedMotion: 'reduce',
  })
}
