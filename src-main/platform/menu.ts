import { app, Menu } from 'electron'

/**
 * The program's own menu stands in its window. macOS needs a menu bar for the shortcuts of text fields; elsewhere there
 * is none, so that Alt and F10 stay free.
 */
export function setMenu(): void {
  if (process.platform !== 'darwin') {
    Menu.setApplicationMenu(null)
    return
  }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: app.name, role: 'appMenu' },
      { label: 'Edit', role: 'editMenu' },
      { label: 'Window', role: 'windowMenu' },
    ]),
  )
}
