import { percentile, startThread, timesOf } from './core.mjs'
import { BY_NAME, NO_FILTER, NOTHING } from './questions.mjs'

/** How many authorities a bulk act is measured with, and how many are linked to one coordinator. */
const [BULK, LINKED, USERS] = [5000, 3000, 500]

const seconds = async (work) => {
  const started = performance.now()
  const value = await work()
  return { value, seconds: (performance.now() - started) / 1000 }
}

/**
 * Times of acts on many and of large authorities: bulk grant with its dry run and its undo, explanations, Home, opening
 * an authority with many users and accesses, and a coordinator with many linked authorities.
 */
export async function measureActs({ path, key }) {
  const [writer, worker] = [await startThread('writer', path, key), await startThread('reader', path, key)]
  const reader = await startThread('reader', path, key)
  const idsOf = async (criteria) =>
    (await reader.ask('authorities.matching', { criteria: { ...NOTHING, ...criteria }, sort: BY_NAME })).ids
  const seen = (plan) =>
    plan.will.map(({ authorityId, accessId, revision }) => ({ authorityId, accessId, revision }))

  const module = 'services-notifications'
  const state = { memberState: 'DE', status: 'active' }
  const [coordinator] = await idsOf({ ...state, module, role: 'coordinator' })
  const grant = {
    ...{ kind: 'grant', module, role: 'authority', keywords: [], professions: [] },
    linkedCoordinators: [coordinator],
  }
  const authorities = await idsOf(state)
  const plan = await seconds(() => worker.ask('bulk.plan', { act: grant, authorities }))
  const rows = seen(plan.value).slice(0, BULK)
  const apply = await seconds(() => writer.act('bulk.apply', { act: grant, rows, reason: 'bench' }))
  const undo = await seconds(() => writer.ask('history.undo', { unit: apply.value.unit, reason: 'bench' }))

  const link = { kind: 'link', module, coordinator }
  const supervised = (await idsOf({ ...state, module, role: 'authority' })).slice(0, LINKED * 2)
  const linking = await worker.ask('bulk.plan', { act: link, authorities: supervised })
  const linkRows = seen(linking).slice(0, LINKED)
  if (linkRows.length > 0) await writer.ask('bulk.apply', { act: link, rows: linkRows, reason: 'bench' })

  const openTabs = async (id) => {
    await reader.ask('authorities.read', { id })
    await reader.ask('accesses.list', { authorityId: id })
    await reader.ask('users.list', { authorityId: id })
    await reader.ask('history.list', { authorityId: id, filter: NO_FILTER, page: { offset: 0, limit: 20 } })
  }
  const p95 = async (turns, work) => percentile(await timesOf(turns, work), 0.95)
  const openCoordinator = await p95(40, () => openTabs(coordinator))
  const access = (await reader.ask('accesses.list', { authorityId: coordinator })).accesses.find(
    (each) => each.access.module === module,
  )
  const explainCoordinator = await p95(40, () => reader.ask('explain.access', { id: access.access.id }))
  const explained = await reader.ask('accesses.list', { authorityId: supervised[0] })
  const explain = await p95(40, (turn) =>
    reader.ask('explain.access', { id: explained.accesses[turn % explained.accesses.length].access.id }),
  )

  const large = authorities.at(-1)
  const accesses = await fillLarge(writer, reader, large)
  const openLarge = await p95(40, () => openTabs(large))
  const home = (await seconds(() => worker.ask('work.counts', {}))).seconds
  for (const thread of [reader, worker, writer]) await thread.close()
  return {
    ...{ plan: plan.seconds, planned: authorities.length, apply: apply.seconds, granted: rows.length },
    ...{ undo: undo.seconds, explain, explainCoordinator, linked: access.linkedFrom.count },
    ...{ openCoordinator, openLarge, accesses, users: USERS, home },
  }
}

/** Gives an authority an access to every module and many users. */
async function fillLarge(writer, reader, id) {
  const { modules } = await reader.ask('catalogue.read', {})
  const { accesses } = await reader.ask('accesses.list', { authorityId: id })
  const has = new Set(accesses.map((each) => each.access.module))
  for (const { code, hasAuthorityRole } of modules.filter((each) => !has.has(each.code))) {
    await writer.ask('accesses.grant', {
      ...{ authorityId: id, module: code, role: hasAuthorityRole ? 'coordinator' : null },
      ...{ keywords: [], professions: [], linkedCoordinators: [], reason: 'bench' },
    })
  }
  for (let number = 0; number < USERS; number += 1) {
    const userName = `bench-${number}`
    const data = {
      userName,
      name: `User ${number}`,
      email: `${userName}@x.example`,
      phone: '',
      language: 'en',
    }
    await writer.ask('users.add', { authorityId: id, data, reason: 'bench' })
  }
  return modules.length
}
