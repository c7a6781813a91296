import { app, dialog } from 'electron'
import type { UnavailableReason } from '../../src-shared/faults'
import { START_PROBLEMS } from './native-texts'

/** Says in a box of the operating system why the program cannot start, and ends it: there is no window yet. */
export function endWithProblem(why: UnavailableReason | 'network' | null, folder: string): void {
  const sentence =
    why === 'network' || why === 'disk-full'
      ? START_PROBLEMS[why]
      : START_PROBLEMS[why === null ? 'other' : 'folder']
  const message = sentence.replace('{folder}', folder)
  // For whoever started it from a terminal, too.
  process.stderr.write(`${START_PROBLEMS.title}. ${message}\n`)
  void dialog
    .showMessageBox({
      type: 'error',
      title: START_PROBLEMS.title,
      message: START_PROBLEMS.title,
      detail: message,
    })
    .finally(() => {
      app.exit(1)
    })
}
