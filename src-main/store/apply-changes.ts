import type { EntityName } from '../../src-shared/entities'
import type { Access } from '../../src-shared/entities/access'
import { millisecondsOf, type Instant } from '../../src-shared/time'
import { Cancelled } from '../app/cancelled'
import type { Clock, Ids, Random, UnitHead, Watch } from '../app/ports'
import { aboutAuthority } from '../domain/about'
import { changedFields, type Change } from '../domain/change'
import { assertInvariants } from '../domain/invariants'
import { codecs, fieldsToColumns, toColumns } from './codec'
import { BaselineHash } from './history/baseline'
import { canonicalJson, type Json } from './history/canonical'
import { recordChanges } from './history/changes'
import { hashEntry, type Entry } from './history/entry'
import { erasePersonal } from './erasing'
import { ownReplica, saveHead, tick, type Replica } from './history/replica'
import { SCHEMA_VERSION } from './migrations'
import { SearchNews } from './search/search-news'
import type { WriteConnection } from './sqlite/driver'

/** How many rows lie between two calls of the watcher. */
const WATCH_EVERY = 2000

interface Ports {
  readonly clock: Clock
  readonly random: Random
  readonly ids: Ids
}

/** What the table of links holds of an access. */
type LinkedRow = Pick<Access, 'linkedCoordinators' | 'module' | 'authorityId' | 'role'>

const LINK_FIELDS: ReadonlySet<string> = new Set(['linkedCoordinators', 'module', 'authorityId', 'role'])

/** What each unit says of itself, with its changes. */
type Units = Iterable<{ head: UnitHead; changes: Iterable<Change> }>

interface Unit {
  readonly row: number
  readonly id: string
  readonly head: UnitHead
  readonly at: Instant
}

/**
 * The only writer of entity tables: row, local revision, one history entry per changed entity, links and search text,
 * all inside the transaction of its caller. One change and a hundred thousand go through the same code.
 */
export class ChangeWriter {
  private readonly searchNews: SearchNews
  private written = 0
  private readonly connection: WriteConnection
  private readonly ports: Ports

  constructor(connection: WriteConnection, ports: Ports) {
    this.connection = connection
    this.ports = ports
    this.searchNews = new SearchNews(connection)
  }

  /** Writes changes as one unit of the history; returns its id. */
  apply(head: UnitHead, changes: Iterable<Change>, watch?: Watch): string {
    const [id] = this.applyUnits([{ head, changes }], watch)
    if (id === undefined) throw new Error('One unit was given')
    return id
  }

  /** Writes several units after each other; search text and the signed head follow once, at the end. */
  applyUnits(units: Units, watch?: Watch): string[] {
    const replica = this.begin()
    const ids = this.writeUnits(replica, units, watch)
    this.finish(replica)
    return ids
  }

  /**
   * Writes rows from before this program: one entry holds their number and hash, none is invented for each (F2). Then
   * what was done with them since, in units of its own.
   */
  writeBaseline(
    head: UnitHead,
    rows: Iterable<{ entity: EntityName; row: object }>,
    acts: Units,
    watch?: Watch,
  ): string[] {
    const replica = this.begin()
    const unit = this.openUnit(head)
    const written = new BaselineHash()
    for (const { entity, row } of rows) {
      this.insertRow(entity, row, null)
      written.add(entity, row)
      this.count(watch)
    }
    this.insertEntry(replica, unit, {
      entity: 'store',
      entityId: unit.id,
      about: unit.id,
      op: 'baseline',
      parents: [],
      changes: written.end(),
    })
    const ids = [unit.id, ...this.writeUnits(replica, acts, watch)]
    this.finish(replica)
    return ids
  }

  private writeUnits(replica: Replica, units: Units, watch: Watch | undefined): string[] {
    const ids: string[] = []
    for (const { head, changes } of units) {
      const unit = this.openUnit(head)
      ids.push(unit.id)
      for (const change of changes) this.write(replica, unit, change, watch)
      if (head.erases !== undefined) erasePersonal(this.connection, head.erases)
    }
    return ids
  }

  private write(replica: Replica, unit: Unit, change: Change, watch: Watch | undefined): void {
    // A change that changes nothing leaves no trace: nobody did anything.
    if (change.op === 'update' && changedFields(change.before, change.after).length === 0) return
    assertInvariants(change)
    const stored = change.op === 'create' ? null : this.stored(change.entity, change.id)
    const { entry, fields } = this.recordEntry(replica, unit, change, stored?.lastEntryId ?? null)
    if (change.after === null) this.removeRow(change.entity, change.before, stored?.row ?? 0)
    else if (stored === null) this.insertRow(change.entity, change.after, entry)
    else {
      this.updateRow(change.entity, change.after, stored.row, entry, fields)
      this.searchNews.updated(change.entity, change.before ?? change.after, change.after, fields)
    }
    this.count(watch)
  }

  /** Forgets what a batch that was taken back left here. */
  private begin(): Replica {
    this.searchNews.clear()
    this.written = 0
    const replica = ownReplica(this.connection)
    if (replica === undefined) throw new Error('The store has no replica of its own')
    return replica
  }

  private openUnit(head: UnitHead): Unit {
    const id = this.ports.ids.next()
    const at = head.at ?? this.ports.clock.now()
    const { operator, actingFor, command, reason, origin } = head
    const row = this.connection.run(
      'INSERT INTO unit (id, at, operator, actingFor, command, reason, origin, undoes, schemaVersion) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      [
        id,
        millisecondsOf(at),
        operator,
        actingFor,
        command,
        reason,
        origin,
        head.undoes ?? null,
        SCHEMA_VERSION,
      ],
    )
    return { row, id, head, at }
  }

  private stored(entity: EntityName, id: string): { row: number; lastEntryId: string | null } {
    const found = this.connection.first(
      `SELECT row, (SELECT id FROM history WHERE history.row = lastEntry) AS lastEntryId FROM "${entity}" WHERE id = ?`,
      [id],
    )
    if (found === undefined) throw new Error(`${entity} ${id} is not in the store`)
    return { row: Number(found['row']), lastEntryId: found['lastEntryId'] as string | null }
  }

  private insertRow(entity: EntityName, row: object, entry: number | null): void {
    const number = this.connection.run(codecs[entity].insert, [entry, ...toColumns(entity, row)])
    if (entity === 'access') this.writeLinks(number, row as LinkedRow, false)
    this.searchNews.inserted(entity, row)
  }

  /** @param fields the ones that changed: the others, their indexes and their search words stay untouched */
  private updateRow(
    entity: EntityName,
    row: object,
    number: number,
    entry: number,
    fields: readonly string[],
  ): void {
    const values = fieldsToColumns(entity, row, fields)
    this.connection.run(codecs[entity].update(fields), [entry, ...values, number])
    if (entity === 'access' && fields.some((field) => LINK_FIELDS.has(field)))
      this.writeLinks(number, row as LinkedRow, true)
  }

  /** Takes a row out; what it was stays in its history entries. */
  private removeRow(entity: EntityName, row: object, number: number): void {
    if (entity === 'access') this.connection.run('DELETE FROM link WHERE access = ?', [number])
    this.searchNews.removed(entity, row, number)
    this.connection.run(`DELETE FROM "${entity}" WHERE row = ?`, [number])
  }

  private writeLinks(access: number, row: LinkedRow, exists: boolean): void {
    if (exists) this.connection.run('DELETE FROM link WHERE access = ?', [access])
    for (const coordinator of row.linkedCoordinators) {
      this.connection.run(
        'INSERT INTO link (coordinatorId, module, access, authorityId, role) VALUES (?, ?, ?, ?, ?)',
        [coordinator, row.module, access, row.authorityId, row.role],
      )
    }
  }

  private recordEntry(
    replica: Replica,
    unit: Unit,
    change: Change,
    parent: string | null,
  ): { entry: number; fields: string[] } {
    const { changes, personal } = recordChanges(change, this.ports.random, unit.head.erases !== undefined)
    const entry = this.insertEntry(replica, unit, {
      entity: change.entity,
      entityId: change.id,
      about: aboutAuthority(change.entity, change.after ?? change.before),
      op: change.op,
      parents: parent === null ? [] : [parent],
      changes,
    })
    if (Object.keys(personal).length > 0) {
      this.connection.run('INSERT INTO personalValue (entry, data) VALUES (?, ?)', [
        entry,
        JSON.stringify(personal),
      ])
    }
    return { entry, fields: Object.keys(changes) }
  }

  private insertEntry(
    replica: Replica,
    unit: Unit,
    what: Pick<Entry, 'entity' | 'entityId' | 'about' | 'op' | 'parents'> & {
      changes: { [field: string]: Json }
    },
  ): number {
    tick(replica, unit.head.at ?? this.ports.clock.now())
    replica.seq += 1
    const entry: Entry = {
      id: this.ports.ids.next(),
      unit: unit.id,
      replica: replica.id,
      seq: replica.seq,
      wall: replica.wall,
      counter: replica.counter,
      at: unit.at,
      operator: unit.head.operator,
      actingFor: unit.head.actingFor,
      command: unit.head.command,
      reason: unit.head.reason,
      origin: unit.head.origin,
      undoes: unit.head.undoes ?? null,
      schemaVersion: SCHEMA_VERSION,
      ...what,
    }
    const changes = canonicalJson(entry.changes)
    replica.head = hashEntry(entry, changes, replica.head)
    return this.connection.run(
      `INSERT INTO history (id, unit, replica, seq, wall, counter, parents, entity, entityId, about, op, changes, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        entry.id,
        unit.row,
        replica.row,
        entry.seq,
        entry.wall,
        entry.counter,
        JSON.stringify(entry.parents),
        entry.entity,
        entry.entityId,
        entry.about,
        entry.op,
        changes,
        replica.head,
      ],
    )
  }

  private count(watch: Watch | undefined): void {
    this.written += 1
    if (watch !== undefined && this.written % WATCH_EVERY === 0 && !watch(this.written)) throw new Cancelled()
  }

  private finish(replica: Replica): void {
    this.searchNews.tell()
    saveHead(this.connection, replica)
  }
}
