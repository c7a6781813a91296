// Run as a process: migrates the store at a path and kills itself before the step of this number. A step is a statement,
// the commit after it, or what comes after that.
import { migrate } from '../../../src-main/store/migrations'
import { openWriter, type WriteConnection } from '../../../src-main/store/sqlite/driver'

const [path = '', key = '', stopAt = ''] = process.argv.slice(2)
const connection = openWriter({ path, key })
let steps = 0

function step(): void {
  if (steps === Number(stopAt)) process.kill(process.pid, 'SIGKILL')
  steps += 1
}

const killing: WriteConnection = {
  ...connection,
  script: (sql) => {
    for (const statement of sql.split(/;\s*\n/)) {
      if (statement.trim() === '') continue
      step()
      connection.script(statement)
    }
  },
  transaction: (work, size) => {
    const value = connection.transaction(() => {
      const done = work()
      step()
      return done
    }, size)
    step()
    return value
  },
}
migrate(killing)
process.stdout.write(String(steps))
connection.close()
