import { powerMonitor } from 'electron'
import type { Presence } from '../app/ports'

/** Whether somebody is at the PC, as the operating system tells. */
export const systemPresence: Presence = {
  idleSeconds: () => powerMonitor.getSystemIdleTime(),
  onAway: (away) => {
    powerMonitor.on('lock-screen', away)
    powerMonitor.on('suspend', away)
  },
}
