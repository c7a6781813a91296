import { constants, setPriority } from 'node:os'
import {
  checkEverything,
  checkStructure,
  lookAtBackup,
  makeBackup,
  readFacts,
  readKeyOf,
  readSchema,
  unpackForRestore,
} from '../store/backup/keep'
import { salvage } from './salvage'
import type { KeeperTask } from './keeper'

/** Does the one thing it is asked; what starts it ends it when the answer is there. */
function answer(task: KeeperTask): Promise<unknown> {
  switch (task.type) {
    case 'make':
      return makeBackup(task.paths, task.order)
    case 'check':
      return checkStructure(task.paths, task.key)
    case 'check-all':
      // Nobody waits for it: it takes what others leave of the processor.
      setPriority(constants.priority.PRIORITY_LOW)
      return checkEverything(task.paths, task.key)
    case 'schema':
      return readSchema(task.paths, task.key)
    case 'facts':
      return readFacts(task.paths, task.key)
    case 'salvage':
      return salvage(task.paths, task.folder, task.key, task.tries)
    case 'key-file':
      return readKeyOf(task.backup)
    case 'look':
      return lookAtBackup(task.paths, task.backup, task.key)
    case 'unpack':
      return unpackForRestore(task.paths, task.backup, task.key)
  }
}

process.parentPort.once('message', ({ data }) => {
  void answer(data as KeeperTask).then((reply) => {
    process.parentPort.postMessage(reply)
  })
})
