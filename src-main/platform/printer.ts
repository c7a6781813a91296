import { rename, writeFile } from 'node:fs/promises'
import type { BrowserWindow, PrintToPDFOptions } from 'electron'
import type { Printer } from '../app/ports'
import { ok } from '../../src-shared/result'

const PAPER = '#ffffff'

const LAYOUT: PrintToPDFOptions = {
  pageSize: 'A4',
  printBackground: true,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
  displayHeaderFooter: true,
  headerTemplate: '<span></span>',
  // Chromium fills these in: the title of the page, the day, the number of the sheet.
  footerTemplate:
    '<div style="width:100%;margin:0 1cm;display:flex;justify-content:space-between;font:8px sans-serif;color:#4a5568">' +
    '<span class="title"></span><span class="date"></span>' +
    '<span><span class="pageNumber"></span>/<span class="totalPages"></span></span></div>',
  margins: { top: 0.5, bottom: 0.7, left: 0.5, right: 0.5 },
}

/** Writes what the window shows, in its print style, as a tagged PDF; the file appears only when it is whole. */
export function createPrinter(window: () => BrowserWindow | null): Printer {
  return {
    toPdf: async (path, seal) => {
      const shown = window()
      if (shown === null) throw new Error('There is no window to print')
      // The ground of the window would come out as a tinted frame around each sheet.
      const ground = shown.getBackgroundColor()
      shown.setBackgroundColor(PAPER)
      const pdf = await shown.webContents.printToPDF(LAYOUT).finally(() => {
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
