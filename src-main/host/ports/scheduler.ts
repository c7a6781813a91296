import type { Scheduler } from '../../app/ports'

/** The timers of the PC. */
export const systemScheduler: Scheduler = {
  every: (milliseconds, work) => {
    const timer = setInterval(work, milliseconds)
    return () => {
      clearInterval(timer)
    }
  },
}
