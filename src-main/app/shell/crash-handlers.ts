import { ok, refuse } from '../../../src-shared/result'
import type { ShellPart } from '../handlers'
import type { Crashes } from './crashes'

export interface CrashActs {
  readonly crashes: Crashes
  readonly copy: (text: string) => void
  readonly relaunch: () => void
  readonly quit: () => void
}

/** What the crash screen asks, whether somebody is signed in or not. */
export function createCrashHandlers(acts: CrashActs): ShellPart<'crash'> {
  return {
    'crash.last': () => ({ crash: acts.crashes.last() }),
    'crash.note': ({ name, stack }) => {
      acts.crashes.viewFailed(name, stack)
      return Promise.resolve(ok({}))
    },
    'crash.copy': () => {
      const last = acts.crashes.last()
      if (last === null) return Promise.resolve(refuse('nothing-crashed'))
      acts.copy(last.report)
      return Promise.resolve(ok({}))
    },
    'crash.forget': () => {
      acts.crashes.forget()
      return Promise.resolve(ok({}))
    },
    'crash.relaunch': () => {
      acts.relaunch()
      return Promise.resolve(ok({}))
    },
    'crash.quit': () => {
      acts.quit()
      return Promise.resolve(ok({}))
    },
  }
}
