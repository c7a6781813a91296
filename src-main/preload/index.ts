import { contextBridge, ipcRenderer } from 'electron'
import { EVENT_CHANNEL, REQUEST_CHANNEL } from '../../src-shared/channels'

contextBridge.exposeInMainWorld('bridge', {
  request: (request: unknown) => ipcRenderer.invoke(REQUEST_CHANNEL, request),
  onEvent: (callback: (event: unknown) => void) => {
    ipcRenderer.on(EVENT_CHANNEL, (_sender, event: unknown) => {
      callback(event)
    })
  },
})
