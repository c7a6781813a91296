import { join } from 'node:path'
import { runnerImport } from 'vite'
import { inRoot } from '../../resources/tooling/lib/paths.mjs'
import { newKey, startThread } from './core.mjs'

/** A token as the main process gives for a folder. */
const TOKEN = '01BENCH0V6DATA000000000000'

async function seconds(work) {
  const started = performance.now()
  const value = await work()
  return { value, seconds: (performance.now() - started) / 1000 }
}

/** How long V6 data of today's real size take, in seconds: the dry run in the thread for long reads, the import in the writer. */
export async function measureMigration(folder) {
  const { module: data } = await runnerImport(inRoot('test/support/v6-data.ts'))
  const { module: files } = await runnerImport(inRoot('test/support/v6-files.ts'))
  const file = { token: TOKEN, path: files.writeV6(join(folder, 'V6 data'), data.v6Data('R')) }
  const [path, key] = [join(folder, 'imi.db'), newKey()]
  const writer = await startThread('writer', path, key)
  const worker = await startThread('reader', path, key)
  await worker.ask('v6.open', {}, file)
  const plan = await seconds(() => worker.ask('v6.plan', { file: TOKEN, answers: [] }, file))
  const input = { file: TOKEN, answers: [], hash: plan.value.hash }
  const apply = await seconds(() => writer.ask('v6.apply', input, file))
  await worker.close()
  await writer.close()
  return { plan: plan.seconds, apply: apply.seconds }
}
