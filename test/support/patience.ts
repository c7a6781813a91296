import type { ElectronApplication } from '@playwright/test'

/**
 * From now on the program's patience with a server that is silent ends when the test says so, and not before: nobody
 * waits half a minute, and what is shown meanwhile stays to be looked at. Returns what ends it.
 */
export async function holdPatience(app: ElectronApplication): Promise<() => Promise<void>> {
  await app.evaluate(() => {
    const { Socket } = process.getBuiltinModule('node:net')
    const waiting = new Set<InstanceType<typeof Socket>>()
    Socket.prototype.setTimeout = function (milliseconds) {
      if (milliseconds > 0) waiting.add(this)
      return this
    }
    Object.assign(globalThis, { waiting })
  })
  return () =>
    app.evaluate(() => {
      const { waiting } = globalThis as unknown as { waiting: Set<{ emit: (event: string) => void }> }
      for (const socket of waiting) socket.emit('timeout')
      waiting.clear()
    })
}
