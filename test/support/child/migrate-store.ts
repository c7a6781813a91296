// Run as a process that is killed: migrates the store at a path statement by statement, and stops for ever before the
// statement of this number, after having said so.
import { migrate } from '../../../src-main/store/migrations'
import { openWriter, type WriteConnection } from '../../../src-main/store/sqlite/driver'

const [path = '', key = '', stopAt = '0'] = process.argv.slice(2)
const connection = openWriter({ path, key })
let number = 0

const slow: WriteConnection = {
  ...connection,
  script: (sql) => {
    for (const statement of sql.split(/;\s*\n/)) {
      if (statement.trim() === '') continue
      if (number === Number(stopAt)) {
        process.stdout.write('here\n')
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
      }
      number += 1
      connection.script(statement)
    }
  },
}
migrate(slow)
process.stdout.write(`all ${String(number)}\n`)
connection.close()
