/** Shown by the operating system where the page itself cannot show anything. */
export const WAIT_OR_OPEN_AGAIN = {
  message:
    'The window does not answer. You can wait, or open it again: what was saved is safe, and what you typed is offered to you.',
  wait: 'Wait',
  again: 'Open the window again',
} as const
