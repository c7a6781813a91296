import { scryptSync } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import type { DeriveStart } from './derive'

/** Work that a guess of a password costs: about a tenth of a second and 32 MB. */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

const { secret, salt } = workerData as DeriveStart
parentPort?.postMessage(scryptSync(secret.normalize('NFC'), salt, 32, COST))
