// Run as a process: answers as the program's translation process does, by the messages of an ordinary child.
import type { EngineAnswer, EngineQuestion } from '../../../src-main/host/translation-engine'
import { Bergamot } from '../../../src-main/translation/bergamot'

let bergamot: Bergamot | null = null
let queue: Promise<void> = Promise.resolve()

process.on('message', (question: EngineQuestion) => {
  queue = queue.then(async () => {
    bergamot ??= new Bergamot(question.engine)
    const answer: EngineAnswer = {
      id: question.id,
      reply: await bergamot.translate(question.packs, question.texts),
    }
    process.send?.(answer)
  })
})
