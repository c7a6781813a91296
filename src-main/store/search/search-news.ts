import type { EntityName } from '../../../src-shared/entities'
import { aboutAuthority } from '../../domain/about'
import type { WriteConnection } from '../sqlite/driver'
import { AlertIndex } from './alert-index'
import { SearchIndex } from './search-index'
import { ALERT_FIELDS, searchedFields, userNewsOf, type UserNews } from './searched-fields'

/** Gathers what a batch changed that the search has to learn, and tells it once, at the end. */
export class SearchNews {
  private readonly authorities = new Set<string>()
  private readonly users = new Map<string, UserNews>()
  /** Numbers of rows that went and must not be found any more. */
  private readonly goneAuthorities: number[] = []
  private readonly goneUsers: number[] = []
  private readonly alerts = new Set<string>()
  private readonly newAlerts = new Set<string>()
  private readonly goneAlerts: number[] = []
  private readonly connection: WriteConnection

  constructor(connection: WriteConnection) {
    this.connection = connection
  }

  /** Forgets what a batch that was taken back left here. */
  clear(): void {
    this.authorities.clear()
    this.users.clear()
    this.goneAuthorities.length = 0
    this.goneUsers.length = 0
    this.alerts.clear()
    this.newAlerts.clear()
    this.goneAlerts.length = 0
  }

  /** A new row. */
  inserted(entity: EntityName, row: object): void {
    if (entity === 'user') this.users.set(idOf(row), 'new')
    if (entity === 'alert') {
      this.alerts.add(idOf(row))
      this.newAlerts.add(idOf(row))
    }
    this.touch(entity, row)
  }

  /** A row of which these fields changed. */
  updated(entity: EntityName, before: object, after: object, fields: readonly string[]): void {
    if (entity === 'user') this.noteUser(idOf(after), fields)
    if (entity === 'alert' && fields.some((field) => ALERT_FIELDS.has(field))) this.alerts.add(idOf(after))
    const searched = searchedFields[entity]
    if (searched === undefined || !fields.some((field) => searched.has(field))) return
    this.touch(entity, after)
    // A row that moves to another authority is missing at the one it leaves.
    if (fields.includes('authorityId')) this.touch(entity, before)
  }

  /** A row that goes. @param number the row's number in its table */
  removed(entity: EntityName, row: object, number: number): void {
    if (entity === 'user') {
      this.goneUsers.push(number)
      this.users.delete(idOf(row))
    }
    if (entity === 'alert') {
      this.goneAlerts.push(number)
      this.alerts.delete(idOf(row))
    }
    if (entity === 'authority') {
      this.goneAuthorities.push(number)
      this.authorities.delete(idOf(row))
    } else this.touch(entity, row)
  }

  /** Brings the search to what the rows are now. */
  tell(): void {
    const index = new SearchIndex(this.connection)
    // First of all: a row that is new may have the number of one that went.
    index.forgetUsers(this.goneUsers)
    index.forgetAuthorities(this.goneAuthorities)
    index.refreshAuthorities(this.authorities)
    index.refreshUsers(this.users)
    const alerts = new AlertIndex(this.connection)
    alerts.forget(this.goneAlerts)
    alerts.refresh(this.alerts, this.newAlerts)
  }

  private touch(entity: EntityName, row: object): void {
    if (entity in searchedFields) this.authorities.add(aboutAuthority(entity, row))
  }

  private noteUser(id: string, fields: readonly string[]): void {
    const news = userNewsOf(fields)
    const known = this.users.get(id)
    if (news !== null && (known === undefined || known === 'criteria')) this.users.set(id, news)
  }
}

function idOf(row: object): string {
  return (row as { id: string }).id
}
