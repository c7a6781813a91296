import { rename, writeFile } from 'node:fs/promises'
import type { BrowserWindow } from 'electron'
import type { Printer } from '../app/ports'

/** Writes what the window shows, in its print style, as a tagged PDF; the file appears only when it is whole. */
export function createPrinter(window: () => BrowserWindow | null): Printer {
  return {
    toPdf: async (path) => {
      const shown = window()
      if (shown === null) throw new Error('There is no window to print')
      const pdf = await shown.webContents.printToPDF({
        pageSize: 'A4',
        printBackground: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
        displayHeaderFooter: false,
      })
      const beside = `${path}.part`
      await writeFile(beside, pdf)
      await rename(beside, path)
    },
  }
}
