import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { millisecondsOf, type Instant } from '../../../src-shared/time'
import type { ReadConnection, SqlRow, WriteConnection } from '../sqlite/driver'
import { CHAIN_START } from './entry'

/** A replica with the head of its chain: how many entries, the last one's hash and hybrid time. */
export interface Replica {
  readonly row: number
  readonly id: string
  seq: number
  wall: number
  counter: number
  head: string
}

function headText(replica: Pick<Replica, 'id' | 'seq' | 'head'>): Buffer {
  return Buffer.from(`imi-head\n${replica.id}\n${String(replica.seq)}\n${replica.head}`)
}

function toReplica(row: SqlRow): Replica {
  return {
    row: Number(row['row']),
    id: String(row['id']),
    seq: Number(row['seq']),
    wall: Number(row['wall']),
    counter: Number(row['counter']),
    head: String(row['head']),
  }
}

/** Makes this PC's replica with a key pair of its own; the private key never leaves the encrypted store. */
export function createOwnReplica(connection: WriteConnection, id: string): void {
  const keys = generateKeyPairSync('ed25519')
  const start = { id, seq: 0, head: CHAIN_START }
  connection.run(
    'INSERT INTO replica (id, publicKey, privateKey, seq, wall, counter, head, signature) VALUES (?, ?, ?, 0, 0, 0, ?, ?)',
    [
      id,
      keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      keys.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
      start.head,
      sign(null, headText(start), keys.privateKey).toString('base64'),
    ],
  )
}

/** The replica of this PC: the one whose private key is here. Undefined in a store just made. */
export function ownReplica(connection: ReadConnection): Replica | undefined {
  const row = connection.first('SELECT * FROM replica WHERE privateKey IS NOT NULL')
  return row === undefined ? undefined : toReplica(row)
}

/** Every replica whose entries are here. */
export function allReplicas(connection: ReadConnection): Replica[] {
  return connection.all('SELECT * FROM replica ORDER BY row').map(toReplica)
}

/** The next hybrid time: never before the last one, whatever the clock says. */
export function tick(replica: Replica, moment: Instant): void {
  const now = millisecondsOf(moment)
  if (now > replica.wall) {
    replica.wall = now
    replica.counter = 0
  } else {
    replica.counter += 1
    if (replica.counter > 0xffff) {
      replica.wall += 1
      replica.counter = 0
    }
  }
}

/** Writes and signs the head of the chain, so that editing the file cannot go unnoticed. */
export function saveHead(connection: WriteConnection, replica: Replica): void {
  const stored = connection.first('SELECT privateKey FROM replica WHERE row = ?', [replica.row])
  const key = createPrivateKey({
    key: Buffer.from(String(stored?.['privateKey']), 'base64'),
    format: 'der',
    type: 'pkcs8',
  })
  connection.run('UPDATE replica SET seq = ?, wall = ?, counter = ?, head = ?, signature = ? WHERE row = ?', [
    replica.seq,
    replica.wall,
    replica.counter,
    replica.head,
    sign(null, headText(replica), key).toString('base64'),
    replica.row,
  ])
}

/** Whether the stored head of a chain was signed with the replica's key. */
export function headIsSigned(connection: ReadConnection, replica: Replica): boolean {
  const stored = connection.first('SELECT publicKey, signature FROM replica WHERE row = ?', [replica.row])
  try {
    const key = createPublicKey({
      key: Buffer.from(String(stored?.['publicKey']), 'base64'),
      format: 'der',
      type: 'spki',
    })
    return verify(null, headText(replica), key, Buffer.from(String(stored?.['signature']), 'base64'))
  } catch {
    // What stands there is no key: somebody wrote it.
    return false
  }
}
