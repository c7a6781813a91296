import { extname } from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import { extensionOf, fileNameOf, type Files, type Ids } from '../app/ports'

/** File dialogs, and the paths behind the tokens that the window gets instead. */
export function createFiles(window: () => BrowserWindow | null, ids: Ids): Files {
  const paths = new Map<string, string>()
  let given: string | null = null

  async function askForPath(
    need: Parameters<Files['ask']>[0],
    hint: string | null,
  ): Promise<string | undefined> {
    const parent = window()
    if (parent === null) return undefined
    if (need.use === 'open-folder') {
      const { filePaths } = await dialog.showOpenDialog(parent, { properties: ['openDirectory'] })
      return filePaths[0]
    }
    const known = hint !== null && need.extensions.includes(hint)
    const extensions = known ? [hint] : [...need.extensions]
    const filters = [{ name: extensions.map((each) => `*.${each}`).join(', '), extensions }]
    if (need.use === 'open') {
      if (given !== null && extensions.includes(extensionOf(given))) {
        const path = given
        given = null
        return path
      }
      const { filePaths } = await dialog.showOpenDialog(parent, { properties: ['openFile'], filters })
      return filePaths[0]
    }
    const extension = extensions[0] ?? ''
    const { filePath } = await dialog.showSaveDialog(parent, {
      filters,
      defaultPath: `${need.suggested}.${extension}`,
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    })
    if (filePath === '') return undefined
    return extname(filePath) === '' ? `${filePath}.${extension}` : filePath
  }

  return {
    give: (path) => {
      given = path
    },
    given: () => (given === null ? null : fileNameOf(given)),
    ask: async (need, hint) => {
      const path = await askForPath(need, hint)
      if (path === undefined) return null
      const token = ids.next()
      if (need.use !== 'save') paths.set(token, path)
      return { token, path }
    },
    known: (token) => {
      const path = paths.get(token)
      return path === undefined ? undefined : { token, path }
    },
  }
}
