// Shown by the operating system, where no page can show anything.

/** A window that does not answer. */
export const WAIT_OR_OPEN_AGAIN = {
  message:
    'The window does not answer. You can wait, or open it again: what was saved is safe, and what you typed is offered to you.',
  wait: 'Wait',
  again: 'Open the window again',
} as const

/** Why the program cannot start. `{folder}` is where its data lie. */
export const START_PROBLEMS = {
  title: 'IMI Helpdesk cannot start',
  folder:
    'The folder of its data cannot be written to: {folder}. Nothing was changed. Check the rights of the folder, or start the program with another one (--user-data-dir=FOLDER).',
  'disk-full':
    'The disk with its data is full: {folder}. Nothing was changed. Free some space and start the program again.',
  network:
    'The folder of its data lies on a network drive: {folder}. There the store could be damaged. Start the program with a folder of this PC (--user-data-dir=FOLDER); a backup of the store can be brought there.',
  other:
    'Something went wrong before the window could be opened. Nothing was changed. What is known stands in the log: {folder}.',
} as const
