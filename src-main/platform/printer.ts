import { rename, writeFile } from 'node:fs/promises'
import type { BrowserWindow, PrintToPDFOptions } from 'electron'
import type { Clock, Printer } from '../app/ports'
import { ok } from '../../src-shared/result'
import { millisecondsOf, type Instant } from '../../src-shared/time'

const PAPER = '#ffffff'

const LAYOUT = {
  pageSize: 'A4',
  printBackground: true,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
  displayHeaderFooter: true,
  headerTemplate: '<span></span>',
  margins: { top: 0.5, bottom: 0.7, left: 0.5, right: 0.5 },
} satisfies PrintToPDFOptions

/**
 * What stands below each sheet. Chromium fills in the title of the page and the number of the sheet; its own day would be
 * written in another way than the days on the sheet.
 */
function footerAt(now: Instant): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
  return (
    '<div style="width:100%;margin:0 1cm;display:flex;justify-content:space-between;font:8px sans-serif;color:#4a5568">' +
    `<span class="title"></span><span>${day.format(millisecondsOf(now))}</span>` +
    '<span><span class="pageNumber"></span>/<span class="totalPages"></span></span></div>'
  )
}

/** Writes what the window shows, in its print style, as a tagged PDF; the file appears only when it is whole. */
export function createPrinter(window: () => BrowserWindow | null, clock: Clock): Printer {
  return {
    toPdf: async (path, seal) => {
      const shown = window()
      if (shown === null) throw new Error('There is no window to print')
      // The ground of the window would come out as a tinted frame around each sheet.
      const ground = shown.getBackgroundColor()
      shown.setBackgroundColor(PAPER)
      const layout = { ...LAYOUT, footerTemplate: footerAt(clock.now()) }
      const pdf = await shown.webContents.printToPDF(layout).finally(() => {
        shown.setBackgroundColor(ground)
      })
      const sealed = seal === undefined ? ok(pdf) : await seal(pdf)
      if (!sealed.ok) return sealed
      const beside = `${path}.part`
      await writeFile(beside, sealed.value)
      await rename(beside, path)
      return ok(null)
    },
  }
}
