// The only files that may touch the clock, timers, random numbers or the console themselves; everything else
// gets them passed in, so that a test can decide what time it is.
export const adapters = [
  'src-main/platform/clock.ts',
  'src-main/host/ports/**/*.ts',
  'src-renderer/composables/useTimers.ts',
]

/** The only file that may touch the bridge of the preload script. */
export const bridgeClient = 'src-renderer/ipc/client.ts'
