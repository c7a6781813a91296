import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { WindowMemory } from '../app/ports'
import { zoomByKeyboard } from './zoom'

/** Comfortable and smallest usable size of the window, in device-independent pixels. */
const COMFORTABLE = { width: 1280, height: 800 }
const SMALLEST = { minWidth: 1024, minHeight: 640 }

/** The ground behind a page that has not painted yet, so that nothing flashes. */
const GROUND = { light: '#f5f7fa', dark: '#12161d' }

function isOnAScreen(place: { x: number; y: number; width: number; height: number }): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const inX = place.x + place.width > workArea.x && place.x < workArea.x + workArea.width
    const inY = place.y >= workArea.y && place.y < workArea.y + workArea.height
    return inX && inY
  })
}

/**
 * Opens the program's window where it last stood, shown as soon as there is something to see.
 * @param replaced a window in whose place it comes
 */
export function openWindow(
  preload: string,
  memory: WindowMemory,
  replaced: BrowserWindow | null,
): BrowserWindow {
  const kept =
    replaced === null ? memory.window() : { ...replaced.getNormalBounds(), maximized: replaced.isMaximized() }
  const place = kept !== null && isOnAScreen(kept) ? kept : COMFORTABLE
  const theme = memory.theme()
  const dark = theme === 'dark' || (theme === 'system' && nativeTheme.shouldUseDarkColors)
  const window = new BrowserWindow({
    ...place,
    ...SMALLEST,
    show: false,
    title: 'IMI Helpdesk',
    backgroundColor: dark ? GROUND.dark : GROUND.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  if (kept?.maximized === true) window.maximize()
  zoomByKeyboard(window.webContents)
  window.once('ready-to-show', () => {
    window.show()
  })
  window.on('close', () => {
    const bounds = window.getNormalBounds()
    void memory.setWindow({ ...bounds, maximized: window.isMaximized() })
  })
  return window
}
