import { resolve } from 'node:path'
import { app } from 'electron'
import { extensionOf } from '../app/ports'

/** Files that the operating system hands over: 'Open with', a file dropped on the program's icon, the command line. */
export interface GivenFiles {
  /** Tells of the file this start came with, and of each one that a later start or macOS hands over. */
  deliverTo: (give: (path: string) => void) => void
}

/**
 * Collects files from the very start: macOS tells the one a program is started with before it is ready.
 * @param extensions how the names of usable files end, in small letters without the dot; others are ignored
 */
export function collectGivenFiles(extensions: readonly string[]): GivenFiles {
  const early: string[] = []
  let deliver = (path: string): void => {
    early.push(path)
  }
  const among = (args: readonly string[], folder: string): void => {
    // The program's own path and its switches stand there too; the last file is the one that was meant.
    const found = args.findLast((arg) => !arg.startsWith('-') && extensions.includes(extensionOf(arg)))
    if (found !== undefined) deliver(resolve(folder, found))
  }
  among(process.argv.slice(1), process.cwd())
  app.on('open-file', (event, path) => {
    event.preventDefault()
    among([path], '')
  })
  app.on('second-instance', (_event, args, folder) => {
    among(args.slice(1), folder)
  })
  return {
    deliverTo: (give) => {
      deliver = give
      early.splice(0).forEach(give)
    },
  }
}
