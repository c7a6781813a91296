import stories from '../../../resources/sample/alerts.json'
import { fieldsOf, splitContent, writeContent, type AlertContent } from '../../../src-shared/alert-content'
import type { AlertModule } from '../../../src-shared/alert-modules'
import type { Catalogue } from '../../../src-shared/catalogue'
import type { Alert, AlertComment, AlertRecipient } from '../../../src-shared/entities/alert'
import type { AlertCommentId, AlertId, AlertRecipientId, AuthorityId } from '../../../src-shared/ids'
import { instantOf, millisecondsOf, type Instant } from '../../../src-shared/time'
import { mix, type Random } from './random'
import type { SampleSet } from './sizes'
import { World } from './world'

export type SampleAlertRow =
  | { readonly entity: 'alert'; readonly row: Alert }
  | { readonly entity: 'alertRecipient'; readonly row: AlertRecipient }
  | { readonly entity: 'alertComment'; readonly row: AlertComment }

/** How an alert of the sample ends up, and how many days before today it was created. */
const ENDS = [
  { status: 'draft', days: 2 },
  { status: 'submitted', days: 3 },
  { status: 'broadcast', days: 12 },
  { status: 'closure-proposed', days: 40 },
  { status: 'broadcast', days: 70 },
  { status: 'closure-proposed', days: 90, instructed: true },
  { status: 'closed', days: 60, endedDays: 3 },
  { status: 'closed', days: 120, endedDays: 40 },
  { status: 'closed', days: 400, endedDays: 250 },
  { status: 'withdrawn', days: 30, endedDays: 20 },
  { status: 'closed', days: 1300, endedDays: 1150 },
] as const

type End = (typeof ENDS)[number]

const DAY = 86_400_000
const HOUR = 3_600_000

/** Rows of one alert are numbered within this limit. */
const ROWS_MAX = 4096

/** What happened was noticed so many days before the alert was written. */
const NOTICED = 5

const VOICES: Readonly<Record<string, (typeof stories.comments)['en']>> = stories.comments

type Story = {
  readonly values: Readonly<Record<string, string | readonly string[]>>
  readonly providers: readonly string[]
  readonly texts: Readonly<Record<string, readonly string[]>>
}

/** The sample's alerts and notifications, in every state, in the languages of their Member States. */
class SampleAlerts extends World {
  /** One alert with everything that belongs to it. @param talks how many comments it has at least */
  *rows(index: number, talks: number): Generator<SampleAlertRow, void, undefined> {
    const random = this.random(20, index)
    const end = ENDS[index % ENDS.length] ?? ENDS[0]
    const modules = this.catalogue.alertModules
    // Every second one is an alert: the others take turns.
    const module = index % 2 === 0 ? modules[0] : modules[1 + (Math.floor(index / 2) % (modules.length - 1))]
    if (module === undefined) return
    // The first one is of Germany: the walk that the README tells begins there.
    const author = this.author(module.module, index === 0 ? 'DE' : null, random)
    const alert = this.alert(index, module, author, end, random)
    yield { entity: 'alert', row: alert }
    if (alert.broadcastAt === null) return
    const reached = alert.recipients.map((code) => this.coordinatorOf(code, module.module))
    for (const [number, { id, state }] of reached.entries()) {
      yield { entity: 'alertRecipient', row: this.recipient(index, number, alert, id, state) }
    }
    yield* this.thread(index, alert, reached, end, talks, random)
  }

  /** An authority with active access to the module in role Authority, and the coordinators it is linked to. */
  private author(module: string, wanted: string | null, random: Random) {
    const { layout } = this
    for (let tries = 0; tries < 20_000; tries += 1) {
      const index = layout.core + random.below(layout.touched - layout.core)
      const grants = this.grants(index)
      const number = grants.findIndex((each) => each.module === module && each.role === 'authority')
      const grant = grants[number]
      if (grant === undefined) continue
      const access = this.access(index, number, grant)
      const coordinator = access.linkedCoordinators[0]
      if (access.status !== 'active' || coordinator === undefined) continue
      const state = layout.state(layout.stateOf(index))
      if (!state.expired && (wanted === null || state.code === wanted))
        return { id: this.authorityId(index), state, coordinator }
    }
    throw new Error(`Nobody in the sample has access to ${module}`)
  }

  private coordinatorOf(code: string, module: string): { id: AuthorityId; state: string } {
    const { layout } = this
    const state = layout.states.findIndex((each) => each.code === code)
    const area = layout.supervised.find((each) => each.code === module)?.legalArea
    const post =
      area === 'services' ? 'services' : area === 'professional-qualifications' ? 'qualifications' : 'nimic'
    return { id: this.authorityId(layout.national(state, post)), state: code }
  }

  private alert(
    index: number,
    module: AlertModule,
    author: {
      id: AuthorityId
      state: { code: string; languages: readonly string[] }
      coordinator: AuthorityId
    },
    end: End,
    random: Random,
  ): Alert {
    const id = this.id('alert', index) as AlertId
    const story = random.pick(storiesOf(module.module))
    const language = author.state.languages.find((each) => story.texts[each] !== undefined) ?? 'en'
    const [title = '', ...texts] = story.texts[language] ?? story.texts['en'] ?? []
    const createdAt = this.daysAgo(end.days, random)
    const others = this.layout.states.map((each) => each.code).filter((code) => code !== author.state.code)
    const established = random.pick(others)
    const content = this.content(module, story, texts, { established, createdAt, random })
    const all = module.recipients.suggest === 'all'
    const recipients = all ? others : [...new Set([established, ...others.filter(() => random.chance(0.25))])]
    const sent = end.status !== 'draft' && end.status !== 'submitted'
    const later = (hours: number): Instant => instantOf(millisecondsOf(createdAt) + hours * HOUR)
    const ended = 'endedDays' in end ? this.daysAgo(end.endedDays, random) : null
    const instructed = end.status === 'closed' || 'instructed' in end
    const voice = VOICES[language] ?? stories.comments.en
    const { personal, other } = splitContent(module, content)
    return {
      id,
      number: `${module.prefix}-${createdAt.slice(0, 4)}-${this.letters(index)}`,
      module: module.module,
      authorityId: author.id,
      memberState: author.state.code,
      status: end.status,
      ...{ title, language, personalContent: writeContent(personal), content: writeContent(other) },
      recipients: [...recipients].sort(),
      toCommission: module.recipients.commission,
      coordinatorId: end.status === 'draft' ? null : author.coordinator,
      createdAt,
      submittedAt: end.status === 'draft' ? null : later(3),
      broadcastAt: sent ? later(9) : null,
      closedAt: end.status === 'closed' ? ended : null,
      withdrawnAt: end.status === 'withdrawn' ? ended : null,
      returnReason: '',
      withdrawReason: end.status === 'withdrawn' ? voice.proposal : '',
      modifyReason: '',
      instruction: instructed ? voice.instruction : '',
      instructedAt: instructed ? later(24 * 25) : null,
      instructedBy: instructed ? author.coordinator : null,
      uninstructReason: '',
      copiedFrom: null,
      erasedAt: null,
    }
  }

  private content(
    module: AlertModule,
    story: Story,
    texts: readonly string[],
    about: { readonly established: string; readonly createdAt: Instant; readonly random: Random },
  ): AlertContent {
    const written = [...texts].filter((text) => text !== '')
    const day = instantOf(millisecondsOf(about.createdAt) - NOTICED * DAY).slice(0, 10)
    const content: Record<string, string | readonly string[]> = {}
    for (const field of fieldsOf(module)) {
      const known = story.values[field.code]
      if (known !== undefined) content[field.code] = known
      else if (field.kind === 'text' && written.length > 0) content[field.code] = written.shift() ?? ''
      else if (field.kind === 'member-state') content[field.code] = about.established
      else if (field.kind === 'date' && field.required) content[field.code] = day
      else if (field.required && story.providers.length > 0) {
        content[field.code] =
          field.code === 'number'
            ? `EU ${String(about.random.below(9e8))}`
            : about.random.pick(story.providers)
      }
    }
    return content
  }

  private recipient(
    index: number,
    number: number,
    alert: Alert,
    authorityId: AuthorityId,
    memberState: string,
  ): AlertRecipient {
    return {
      id: this.id('alertRecipient', index * ROWS_MAX + number) as AlertRecipientId,
      alertId: alert.id,
      authorityId,
      memberState,
      how: 'broadcast',
      byAuthorityId: alert.coordinatorId ?? alert.authorityId,
      at: alert.broadcastAt ?? alert.createdAt,
      note: '',
    }
  }

  /** What was said: comments first, then proposals and objections where it came so far. */
  private *thread(
    index: number,
    alert: Alert,
    reached: readonly { id: AuthorityId; state: string }[],
    end: End,
    talks: number,
    random: Random,
  ): Generator<SampleAlertRow, void, undefined> {
    const proposed = end.status === 'closure-proposed' || end.status === 'closed'
    const count = talks > 0 ? talks : random.below(4)
    let proposal: AlertCommentId | null = null
    for (let number = 0; number < count + (proposed ? 2 : 0); number += 1) {
      const who = reached[(number * 7 + index) % reached.length]
      if (who === undefined) return
      const kind = number < count ? 'comment' : proposal === null ? 'closure-proposal' : 'objection'
      const language =
        this.catalogue.memberStates
          .find((state) => state.code === who.state)
          ?.languages.find((each) => VOICES[each] !== undefined) ?? 'en'
      const voice = VOICES[language] ?? stories.comments.en
      const id = this.id('alertComment', index * ROWS_MAX + number) as AlertCommentId
      const at = instantOf(millisecondsOf(alert.broadcastAt ?? alert.createdAt) + (number + 2) * 11 * HOUR)
      yield {
        entity: 'alertComment',
        row: {
          ...{ id, alertId: alert.id, authorityId: who.id, kind, language },
          text:
            kind === 'comment'
              ? random.pick(voice.comment)
              : kind === 'objection'
                ? voice.objection
                : voice.proposal,
          answers: kind === 'objection' ? proposal : null,
          at,
          ...{ askedAt: null, askedBy: null, askedReason: '', deletedAt: null },
          readAt: kind === 'objection' ? alert.closedAt : null,
        },
      }
      if (kind === 'closure-proposal') proposal = id
      // One recipient alone has nobody who could object.
      if (kind === 'closure-proposal' && reached.length === 1) return
    }
  }

  /** Five letters and digits that look drawn by lot, as the end of a number. */
  private letters(index: number): string {
    return mix(this.seed, 22, index).toString(36).toUpperCase().padStart(5, '0').slice(0, 5)
  }

  private daysAgo(days: number, random: Random): Instant {
    return instantOf(this.now - days * DAY + random.below(8) * HOUR)
  }
}

function storiesOf(module: string): readonly Story[] {
  const all = stories as unknown as Readonly<Record<string, readonly Story[]>>
  const found = all[module]
  if (found === undefined) throw new Error(`The sample has no story for ${module}`)
  return found
}

/**
 * Alerts and notifications beside `sampleRows` of the same arguments, as facts from before: for each the alert, whom it
 * reached and what was said. Equal arguments give equal rows, on every PC.
 * @param count how many alerts
 * @param talks how many comments each that was broadcast has; 0 for a few
 */
export function* sampleAlerts(
  set: SampleSet,
  seed: number,
  catalogue: Catalogue,
  now: Instant,
  count: number,
  talks = 0,
): Generator<SampleAlertRow, void, undefined> {
  const world = new SampleAlerts(set, seed, catalogue, now)
  for (let index = 0; index < count; index += 1) yield* world.rows(index, talks)
}
