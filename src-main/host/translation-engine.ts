import { join } from 'node:path'
import type { ApartProcess, Engine, EngineReply, StartApart } from '../app/ports'

/** What the process of the engine is asked. */
export interface EngineQuestion {
  readonly id: number
  /** Where the engine's own files lie. */
  readonly engine: string
  readonly packs: readonly string[]
  readonly texts: readonly string[]
}

/** What it answers. */
export interface EngineAnswer {
  readonly id: number
  readonly reply: EngineReply
}

/**
 * The translation engine in a process of its own (K8): it works for seconds without a pause, takes much memory, and a
 * damaged model can end it; none of that touches the program.
 * @param entries folder of the built entries
 * @param engine folder of the engine's own files
 */
export function createEngine(entries: string, engine: string, startApart: StartApart): Engine {
  const entry = join(entries, 'translation-process.js')
  const waiting = new Map<number, (reply: EngineReply) => void>()
  let running: ApartProcess | null = null
  let asked = 0

  function ended(process: ApartProcess | null): void {
    if (running !== process) return
    running = null
    for (const resolve of waiting.values()) resolve({ ok: false, why: 'ended' })
    waiting.clear()
  }

  function started(): ApartProcess {
    const process: ApartProcess = startApart(entry, {
      message: (message) => {
        const { id, reply } = message as EngineAnswer
        waiting.get(id)?.(reply)
        waiting.delete(id)
      },
      ended: () => {
        ended(process)
      },
    })
    running = process
    return process
  }

  return {
    translate: (packs, texts) =>
      new Promise((resolve) => {
        const process = running ?? started()
        asked += 1
        waiting.set(asked, resolve)
        const question: EngineQuestion = { id: asked, engine, packs, texts }
        process.post(question)
      }),
    stop: () => {
      const process = running
      process?.kill()
      ended(process)
    },
  }
}
