// What the scripts print: one readable line per step.

const seconds = (ms) => (ms < 1000 ? 'under 1 s' : `${Math.round(ms / 1000)} s`)

export const say = (text) => process.stdout.write(`${text}\n`)

export const done = (text, since) =>
  say(since === undefined ? `✓ ${text}` : `✓ ${text} (${seconds(Date.now() - since)})`)

export const note = (text) => say(`· ${text}`)

/** A failure the person at the screen can do something about: the second part says what. */
export class Stop extends Error {
  constructor(what, whatToDo) {
    super(what)
    this.whatToDo = whatToDo
  }
}

/** Runs a script to its end; a `Stop` becomes two readable lines and exit code 1. */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    if (error instanceof Stop) {
      process.stderr.write(`✗ ${error.message}\n  ${error.whatToDo.replaceAll('\n', '\n  ')}\n`)
    } else {
      process.stderr.write(
        `✗ The script itself failed. Please report these lines:\n${error.stack ?? error}\n`,
      )
    }
    process.exitCode = 1
  }
}
