import { constants, setPriority } from 'node:os'
import { Bergamot } from '../translation/bergamot'
import type { EngineAnswer, EngineQuestion } from './translation-engine'

// Whoever types in the window comes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

let bergamot: Bergamot | null = null
// One question after the other: the engine keeps one state.
let queue: Promise<void> = Promise.resolve()

process.parentPort.on('message', ({ data }) => {
  const { id, engine, packs, texts } = data as EngineQuestion
  queue = queue.then(async () => {
    bergamot ??= new Bergamot(engine)
    const answer: EngineAnswer = { id, reply: await bergamot.translate(packs, texts) }
    process.parentPort.postMessage(answer)
  })
})
