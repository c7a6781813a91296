import type { Page } from '@playwright/test'

/**
 * The texts of the window that a person cannot read whole: cut by a box that neither scrolls nor shows by an ellipsis
 * that there is more, or reaching out of their button.
 */
export function cutOffTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const TOLERANCE = 2
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement
      const text = node.textContent?.trim() ?? ''
      if (element === null || text === '' || !element.checkVisibility({ visibilityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = range.getBoundingClientRect()
      for (let around: Element | null = element; around !== null; around = around.parentElement) {
        const style = getComputedStyle(around)
        // Only for screen readers, or shortened where anyone can see it.
        if (
          style.clipPath !== 'none' ||
          style.textOverflow === 'ellipsis' ||
          style.webkitLineClamp !== 'none'
        )
          break
        const scrolls = [style.overflowX, style.overflowY].some(
          (each) => each === 'auto' || each === 'scroll',
        )
        if (scrolls) break
        const frame = around.getBoundingClientRect()
        const bounds = style.overflowX === 'hidden' || around.tagName === 'BUTTON'
        if (bounds && (box.right > frame.right + TOLERANCE || box.left < frame.left - TOLERANCE)) {
          found.push(`${text} in ${around.tagName.toLowerCase()}.${around.className}`)
          break
        }
      }
    }
    for (const whole of [document.documentElement, document.querySelector('main')]) {
      if (whole !== null && whole.scrollWidth > whole.clientWidth)
        found.push(`${whole.tagName.toLowerCase()} is wider than it shows`)
    }
    return found
  })
}
