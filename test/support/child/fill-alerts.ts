// Run as a process: adds alerts of the sample to a store of sample data, so many and so talkative. Nobody else has it open.
import { catalogue } from '../../../src-main/app/catalogue'
import { sampleAlerts, type SampleSet } from '../../../src-main/app/sample'
import { openForWriting } from '../../../src-main/host/open-for-writing'
import { createIds } from '../../../src-main/host/ports/ids'
import { systemClock } from '../../../src-main/host/ports/clock'
import { createSystemRandom } from '../../../src-main/host/ports/random'
import type { Instant } from '../../../src-shared/time'

const [path = '', key = '', set = 'R', count = '0', talks = '0'] = process.argv.slice(2)
const log = { info: () => undefined, error: () => undefined }
const random = createSystemRandom()
const ids = createIds(systemClock, random)
const { store, transaction, close } = openForWriting({ path, key }, { clock: systemClock, random, ids, log })
const now = `${systemClock.now().slice(0, 10)}T00:00:00.000Z` as Instant
// Another seed than that of the sample: no identifier is given twice.
const rows = sampleAlerts(set as SampleSet, 20140401, catalogue, now, Number(count) + 600, Number(talks))
const head = { command: 'sample.generate', reason: '', operator: null, actingFor: null, origin: 'sample' }

function* fresh(): Generator<{ entity: 'alert' | 'alertRecipient' | 'alertComment'; row: object }> {
  // The first ones are in the store: they came with the sample.
  const known = new Set<string>()
  for (const each of rows) {
    const { id } = each.row
    const alertId = each.entity === 'alert' ? id : each.row.alertId
    if (each.entity === 'alert' && store.find('alert', id) !== null) known.add(id)
    if (!known.has(alertId)) yield each
  }
}
transaction(() => store.writeBaseline(head, fresh(), []), 'bulk')
close()
