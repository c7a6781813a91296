import type { Output } from '../../../src-shared/contract'
import type { CrashKind } from '../../../src-shared/contract/crash'
import { millisecondsOf } from '../../../src-shared/time'
import { placesOf } from '../../../src-shared/stack'
import type { Clock, Ids, Log } from '../ports'

export interface CrashPorts {
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Pick<Log, 'error'>
  /** Versions of the program and of what it runs on, one in a line. */
  readonly versions: readonly string[]
}

type Crash = NonNullable<Output<'crash.last'>['crash']>

/** A window that dies so often within this time is not opened again by itself. */
const DEATHS_AT_MOST = 3
const WITHIN = 60_000

/** A place in a stack: a function, where it has a name, and a file of the program, whatever folder it lies in. */
const PLACE =
  /^\s*at (?:async )?(?:([\w.$<>#[\] ]{1,80}) \()?.*?([\w.-]+\.(?:js|cjs|mjs|ts|vue)):(\d+):(\d+)\)?$/

/** Frames of a stack that a report tells. */
const FRAMES_AT_MOST = 20

/** Remembers what crashed, and decides whether a window that died is opened again. */
export class Crashes {
  private readonly ports: CrashPorts
  private readonly deaths: number[] = []
  private unread: Crash | null = null

  constructor(ports: CrashPorts) {
    this.ports = ports
  }

  /** The last crash that nobody has read yet. */
  last(): Crash | null {
    return this.unread
  }

  forget(): void {
    this.unread = null
  }

  /**
   * A window died.
   * @param why what Chromium calls it: `crashed`, `oom`, `killed` …
   * @returns whether it is opened again, or the crash screen takes its place since it dies again and again
   */
  windowDied(why: string): 'again' | 'give-up' {
    const now = millisecondsOf(this.ports.clock.now())
    this.deaths.push(now)
    this.note('window', why, '')
    const lately = this.deaths.filter((at) => at > now - WITHIN && at <= now)
    return lately.length < DEATHS_AT_MOST ? 'again' : 'give-up'
  }

  /** A mistake of the program; returns the number under which it stands in the log. */
  programFailed(error: unknown): string {
    return error instanceof Error
      ? this.note('program', error.name, placesOf(error), error)
      : this.note('program', typeof error, '')
  }

  /** A mistake that the window noticed in itself. */
  viewFailed(name: string, stack: string): string {
    return this.note('view', name, stack)
  }

  private note(kind: CrashKind, name: string, stack: string, error?: unknown): string {
    const { clock, ids, log, versions } = this.ports
    const reference = ids.next().slice(-8)
    const frames = framesOf(stack)
    const safe = nameOnly(name)
    log.error(`internal fault ${reference}, ${kind}: ${safe}`, error ?? frames.join('\n'))
    const what = [`${kind}: ${safe}`, ...frames]
    const report = [`Number ${reference}, ${clock.now()}`, ...versions, ...what].join('\n')
    this.unread = { kind, reference, report }
    return reference
  }
}

/** What an error is called; a text in its place could hold what somebody typed. */
function nameOnly(name: string): string {
  return /^[A-Za-z][\w-]{0,60}$/.test(name) ? name : 'Error'
}

/**
 * Where in the program a mistake happened: functions and places in its own files. Folders of the PC, which name people,
 * and the message, which may hold what somebody typed, are left out.
 */
export function framesOf(stack: string): string[] {
  return stack
    .split('\n')
    .flatMap((line) => {
      const found = PLACE.exec(line)
      if (found === null) return []
      const [, where = '', file = '', row = '', column = ''] = found
      return [`at ${where === '' ? '' : `${where} `}${file}:${row}:${column}`]
    })
    .slice(0, FRAMES_AT_MOST)
}
