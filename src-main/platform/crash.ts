import { release } from 'node:os'
import { app, clipboard, dialog, type BrowserWindow } from 'electron'
import { WAIT_OR_OPEN_AGAIN } from './native-texts'

/** Versions that a report of a crash tells. */
export function versionsOf(): string[] {
  return [
    `IMI Helpdesk ${app.getVersion()}`,
    `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}, Node ${process.versions.node}`,
    `${process.platform} ${process.arch} ${release()}`,
  ]
}

/** Puts a text on the clipboard. */
export function copyText(text: string): void {
  void clipboard.writeText(text)
}

/** Ends the program and starts it again with the same profile. */
export function relaunch(): void {
  app.relaunch()
  app.quit()
}

export function quit(): void {
  app.quit()
}

/**
 * Replaces a window that died or does not answer any more. The operator stays signed in: the main process holds the
 * session, and the page asks for it.
 * @param replace opens a new window; told why the old one died
 */
export function watchWindow(window: BrowserWindow, replace: (why: string) => void): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    // The new one comes first: with no window left the program would end.
    replace(reason)
    window.destroy()
  })
  let asking = false
  window.on('unresponsive', () => {
    if (asking) return
    asking = true
    const { message, wait, again } = WAIT_OR_OPEN_AGAIN
    void dialog
      .showMessageBox(window, { type: 'warning', message, buttons: [wait, again], defaultId: 0, cancelId: 0 })
      .then(({ response }) => {
        // Its process ends, and it is replaced as after any other death.
        if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer()
      })
      .finally(() => {
        asking = false
      })
  })
}
