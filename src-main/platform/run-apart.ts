import { utilityProcess } from 'electron'
import type { RunApart, StartApart } from '../app/ports'

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

/** Starts a built entry in a process of its own that is spoken with until it is ended. */
export const startApart: StartApart = (entry, told) => {
  const child = utilityProcess.fork(entry, [], { serviceName: 'IMI Helpdesk work', stdio: 'ignore' })
  child.on('message', told.message)
  child.once('exit', told.ended)
  return {
    post: (message) => {
      child.postMessage(message)
    },
    kill: () => {
      child.kill()
    },
  }
}
