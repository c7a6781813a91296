import type { SearchRequest } from '../../app/ports'
import { fold } from '../../domain/folding'
import type { ReadConnection } from '../sqlite/driver'
import { facet, NO_TYPE } from './facets'

/** From this many letters on, a word is also looked for inside the words of names and titles. */
const INSIDE_FROM = 3

/** What decides the order besides the name. */
export interface SortOrder {
  readonly memberStates: readonly string[]
  readonly types: readonly string[]
}

/** A question to the index: every part must match. Parts are full-text expressions. */
interface Question {
  readonly criteria: readonly string[]
  /** Groups in the order of the list; each holds what the ones before it do not. */
  readonly tiers: readonly { readonly match: readonly string[]; readonly not: readonly string[] }[]
  readonly descending: boolean
}

function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`
}

function inFacets(word: string): string {
  return `facets : ${quoted(word)}`
}

/** Finds authorities by text and criteria, in the order of the list, a page at a time. */
export class AuthoritySearch {
  private readonly connection: ReadConnection
  private readonly order: SortOrder

  constructor(connection: ReadConnection, order: SortOrder) {
    this.connection = connection
    this.order = order
  }

  /** Row numbers of the authorities on a page. */
  page(request: SearchRequest, offset: number, limit: number): number[] {
    const question = this.question(request)
    const ranks: number[] = []
    let skip = offset
    for (const tier of question.tiers) {
      const match = expression([...question.criteria, ...tier.match], tier.not)
      const found = this.ranksOf(match, question.descending, skip, limit - ranks.length)
      ranks.push(...found)
      if (ranks.length >= limit) break
      if (found.length > 0 || skip === 0) skip = 0
      else skip -= this.countOf(match)
    }
    return this.authoritiesAt(ranks)
  }

  /** How many authorities match. */
  count(request: SearchRequest): number {
    const last = this.question({ ...request, sort: { by: 'officialName', descending: false } })
    const tier = last.tiers.at(-1)
    return this.countOf(expression([...last.criteria, ...(tier?.match ?? [])], []))
  }

  /** Row numbers of the authorities of a Member State whose name is this one after folding, removed ones left out. */
  withFoldedName(memberState: string, name: string): number[] {
    const folded = fold(name)
    if (folded === '') return []
    const beginsSo = [
      inFacets(facet.all),
      inFacets(facet.memberState(memberState)),
      `name : ^ ${quoted(folded)}`,
    ]
    const rows = this.connection.all(
      `SELECT authority.row AS row, officialName FROM searchEn
       JOIN rankEn ON rankEn.rank = searchEn.rowid JOIN authority ON authority.row = rankEn.authority
       WHERE searchEn MATCH ?`,
      [expression(beginsSo, [])],
    )
    return rows.filter((row) => fold(String(row['officialName'])) === folded).map((row) => Number(row['row']))
  }

  private ranksOf(match: string, descending: boolean, offset: number, limit: number): number[] {
    const direction = descending ? 'DESC' : 'ASC'
    const rows = this.connection.all(
      `SELECT rowid AS rank FROM searchEn WHERE searchEn MATCH ? ORDER BY rowid ${direction} LIMIT ? OFFSET ?`,
      [match, limit, offset],
    )
    return rows.map((row) => Number(row['rank']))
  }

  private countOf(match: string): number {
    return Number(
      this.connection.first('SELECT count(*) AS n FROM searchEn WHERE searchEn MATCH ?', [match])?.['n'],
    )
  }

  private authoritiesAt(ranks: readonly number[]): number[] {
    const rows = this.connection.all(
      'SELECT rank, authority FROM rankEn WHERE rank IN (SELECT value FROM json_each(?))',
      [JSON.stringify(ranks)],
    )
    const byRank = new Map(rows.map((row) => [Number(row['rank']), Number(row['authority'])]))
    return ranks.flatMap((rank) => byRank.get(rank) ?? [])
  }

  private question(request: SearchRequest): Question {
    const criteria = criteriaOf(request)
    const words = fold(request.criteria.text)
      .split(' ')
      .filter((word) => word !== '')
    const everywhere = words.map((word) => this.anywhere(word))
    const { by, descending } = request.sort
    if (by === 'relevance') return { criteria, tiers: relevanceTiers(words, everywhere), descending: false }
    const groups = this.groupsOf(by)
    if (groups === null) return { criteria, tiers: [{ match: everywhere, not: [] }], descending }
    const tiers = groups.map((group) => ({ match: [...everywhere, inFacets(group)], not: [] }))
    return { criteria, tiers: descending ? tiers.reverse() : tiers, descending: false }
  }

  private groupsOf(by: 'officialName' | 'memberState' | 'status' | 'type'): string[] | null {
    switch (by) {
      case 'officialName':
        return null
      case 'memberState':
        return this.order.memberStates.map(facet.memberState)
      case 'status':
        return ['active', 'inactivated', 'removed'].map(facet.status)
      case 'type':
        return [...this.order.types, NO_TYPE].map(facet.firstType)
    }
  }

  /** Prefix of any word, or letters inside a word of name or title. */
  private anywhere(word: string): string {
    const prefix = `{name alt title other} : ${quoted(word)} *`
    if (word.length < INSIDE_FROM) return prefix
    const inside = this.wordsWithInside(word)
    return inside.length === 0
      ? prefix
      : `(${prefix}) OR ({name alt title} : (${inside.map(quoted).join(' OR ')}))`
  }

  private wordsWithInside(letters: string): string[] {
    const rows = this.connection.all(
      'SELECT word FROM word WHERE row IN (SELECT rowid FROM wordInside WHERE wordInside MATCH ?)',
      [quoted(letters)],
    )
    return rows.map((row) => String(row['word'])).filter((word) => !word.startsWith(letters))
  }
}

/** Names that start with the text, then names with every word, then any match (P32). */
function relevanceTiers(words: readonly string[], everywhere: readonly string[]): Question['tiers'] {
  if (words.length === 0) return [{ match: [], not: [] }]
  const start = `name : ^ ${quoted(words.join(' '))} *`
  const inName = words.map((word) => `{name alt} : ${quoted(word)} *`)
  return [
    { match: [start], not: [] },
    { match: inName, not: [start] },
    { match: everywhere, not: [inName.map((each) => `(${each})`).join(' AND '), start] },
  ]
}

function criteriaOf({ criteria, actsFor }: SearchRequest): string[] {
  const parts: string[] = []
  const need = (word: string): void => void parts.push(inFacets(word))
  if (criteria.memberState !== null) need(facet.memberState(criteria.memberState))
  if (criteria.type !== null) need(facet.type(criteria.type))
  if (criteria.status !== null) need(facet.status(criteria.status))
  if (criteria.module !== null && criteria.role !== null)
    need(facet.moduleRole(criteria.module, criteria.role))
  else if (criteria.module !== null) need(facet.module(criteria.module))
  else if (criteria.role !== null) need(facet.anyRole(criteria.role))
  if (criteria.accessManager !== null) need(facet.accessManager(criteria.accessManager))
  if (criteria.administrators !== null) need(facet.administrators(criteria.administrators))
  if (criteria.myAuthoritiesOnly && actsFor !== null) need(facet.accessManager(actsFor))
  // A narrower criterion already says it, and a shorter question is answered sooner.
  if (criteria.status === null) need(facet.all)
  return parts
}

function expression(match: readonly string[], not: readonly string[]): string {
  const positive = match.map((part) => `(${part})`).join(' AND ')
  return not.length === 0 ? positive : `(${positive}) NOT (${not.map((part) => `(${part})`).join(' OR ')})`
}
