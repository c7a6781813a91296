import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import type { StoreAnswer } from './answers'

/** An answer, or that the process ended before it gave one. */
export type ReadAnswer = StoreAnswer | { kind: 'ended'; signal: string }

/** Reads stores in a process of its own, one after the other; one that died is replaced for the next. */
export class StoreReader {
  private readonly program: string
  private readonly key: string
  private child: ChildProcessWithoutNullStreams | null = null
  private lines: Interface | null = null

  constructor(program: string, key: string) {
    this.program = program
    this.key = key
  }

  /** Opens, checks and reads the store at this path. */
  read(path: string): Promise<ReadAnswer> {
    const { child, lines } = this.running()
    return new Promise((resolve) => {
      const onLine = (line: string): void => {
        child.off('exit', onExit)
        resolve(JSON.parse(line) as StoreAnswer)
      }
      const onExit = (code: number | null, signal: string | null): void => {
        lines.off('line', onLine)
        this.child = null
        resolve({ kind: 'ended', signal: signal ?? String(code) })
      }
      lines.once('line', onLine)
      child.once('exit', onExit)
      child.stdin.write(`${path}\n`)
    })
  }

  /** Ends the process, where there is one. */
  async close(): Promise<void> {
    const { child } = this
    if (child === null) return
    const ended = once(child, 'exit')
    child.stdin.end()
    await ended
  }

  private running(): { child: ChildProcessWithoutNullStreams; lines: Interface } {
    if (this.child === null || this.lines === null) {
      this.child = spawn(process.execPath, [this.program, this.key])
      // A panic of the driver prints where it happened; the end of the process says enough.
      this.child.stderr.resume()
      this.child.stdin.on('error', () => undefined)
      this.lines = createInterface({ input: this.child.stdout })
    }
    return { child: this.child, lines: this.lines }
  }
}
