import { createDispatcher } from '../../src-main/app/dispatcher'
import type { Host, Job } from '../../src-main/app/ports'
import { readerHandlers, writerHandlers } from '../../src-main/host/handlers'
import { openForWriting } from '../../src-main/host/open-for-writing'
import { sortOrder } from '../../src-main/host/order'
import { createIds } from '../../src-main/host/ports/ids'
import { openReadStore } from '../../src-main/store/open'
import { holdsSomething, putStoreAside } from '../../src-main/store/put-aside'
import { unavailableReason } from '../../src-main/store/unavailable'
import type { ReplyOf } from '../../src-shared/faults'
import { steadyRandom, type SteppingClock } from './ports'

type Run = (job: Job) => Promise<ReplyOf<unknown, string>>

/** A store host as the program's own, but in this thread. `keys` tells with which keys it was opened. */
export function createThreadlessHost(path: string, clock: SteppingClock): Host & { readonly keys: string[] } {
  const keys: string[] = []
  const random = steadyRandom(1)
  const ids = createIds(clock, random)
  const log = { info: () => undefined, error: () => undefined }
  let open: { readonly run: Record<'reader' | 'writer', Run>; readonly close: () => void } | null = null

  function start(key: string): NonNullable<typeof open> {
    const writer = openForWriting({ path, key }, { clock, random, ids, log })
    const reader = openReadStore({ path, key }, sortOrder)
    const place = {
      clock,
      ids,
      log,
      emit: () => undefined,
      verify: reader.verify,
      unavailable: unavailableReason,
    }
    return {
      run: {
        reader: createDispatcher(readerHandlers, { ...place, store: reader.store, writing: null }),
        writer: createDispatcher(writerHandlers, { ...place, store: writer.store, writing: writer }),
      },
      close: () => {
        reader.close()
        writer.close()
      },
    }
  }

  return {
    keys,
    isOpen: () => open !== null,
    prepare: () => undefined,
    open: (key, as) => {
      if (open !== null) return Promise.resolve(null)
      if (as !== 'new' && !holdsSomething(path)) return Promise.resolve('corrupt')
      try {
        open = start(key)
        keys.push(key)
        return Promise.resolve(null)
      } catch (error) {
        return Promise.resolve(unavailableReason(error) ?? 'corrupt')
      }
    },
    putAside: () => {
      putStoreAside(path, clock.now())
      return Promise.resolve()
    },
    close: () => {
      open?.close()
      open = null
      return Promise.resolve()
    },
    run: (job, place) =>
      open === null
        ? Promise.resolve({ ok: false, error: { kind: 'unavailable', reason: 'store-closed' } })
        : open.run[place === 'writer' ? 'writer' : 'reader'](job),
  }
}
