import { utilityProcess } from 'electron'
import type { RunApart } from '../app/ports'

/** Runs a built entry in a process of its own that gets one message and answers with one. */
export const runApart: RunApart = (entry, message) =>
  new Promise((resolve) => {
    const child = utilityProcess.fork(entry, [], { serviceName: 'IMI Helpdesk files', stdio: 'ignore' })
    child.once('message', (answer: unknown) => {
      resolve(answer)
      child.kill()
    })
    child.once('exit', () => {
      resolve(null)
    })
    child.postMessage(message)
  })
