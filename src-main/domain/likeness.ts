import type { LikenessReason } from '../../src-shared/contract/merging'
import type { Authority } from '../../src-shared/entities/authority'
import { fold, foldWords } from './folding'

/** Of an authority, what likeness is judged by; everything folded. */
export interface Traits {
  readonly id: string
  readonly name: string
  /** The name as it is written, in small letters. */
  readonly written: string
  /** Words of the name that say something, sorted. */
  readonly words: readonly string[]
  readonly email: string
  /** Street and place; empty where no postcode says which of many streets of this name it is. */
  readonly address: string
  readonly postcode: string
  readonly city: string
}

/** How alike two authorities are, and why. */
export interface Likeness {
  readonly score: number
  readonly reasons: readonly LikenessReason[]
}

/** Articles, prepositions and conjunctions of the languages of the Member States, which names have or leave out. */
const SMALL_WORDS = new Set(
  (
    'a al am an and at av bei d da de degli dei del della der des di die do dos du e el en et fo for fur fuer gli het i ' +
    'im in la las le les lo los na och of og om op pa per pri pro sa sul the til till u und us v van voor w y z za ze zu zum zur'
  ).split(' '),
)

/** Letters a word must have so that one letter more or less is a slip of the pen and no other word. */
const SLIP_FROM = 6

/** Scores of one reason alone; a second one adds to the strongest. */
const SCORES: Readonly<Record<LikenessReason, number>> = {
  'same-name': 90,
  'same-words': 80,
  'near-name': 70,
  'same-email': 45,
  'same-address': 40,
}
const FURTHER_REASON = 10
/** What the words they share add where the names are different ones. */
const WORDS_AT_MOST = 20

/** What a name loses when the places contradict: many towns have an office of the same name. */
const OTHER_PLACE = 40
/** What it loses when the addresses of their mail lead to different bodies. */
const OTHER_DOMAIN = 20
/** What it loses when it is the same only after folding: Munster and Münster are two towns (P33). */
const ONLY_FOLDED = 10

/** In one house sit many bodies: such neighbours must share more than this part of their words to be suggested. */
const SHARED_IN_A_HOUSE = 0.5

/** What likeness is judged by (N5). */
export function traitsOf(
  authority: Pick<Authority, 'id' | 'officialName' | 'email' | 'address' | 'postcode' | 'city'>,
): Traits {
  const { id, officialName, email, address, postcode, city } = authority
  const said = foldWords(withoutAbbreviation(officialName))
  const telling = said.filter((word) => !SMALL_WORDS.has(word))
  return {
    id,
    name: fold(officialName),
    written: officialName.toLowerCase(),
    words: (telling.length > 0 ? telling : said).sort(),
    email: email.toLowerCase(),
    address: hasPostcode(address, postcode) ? fold(`${address} ${postcode} ${city}`) : '',
    postcode: fold(postcode),
    city: fold(city),
  }
}

/** The name without an abbreviation of itself in brackets: `Bundesanstalt für Straßenwesen (BASt)`. */
function withoutAbbreviation(name: string): string {
  return name.replace(/\s*\((\p{L}[\p{L}\p{N}.&/-]{1,14})\)/gu, (whole, short: string) =>
    (short.match(/\p{Lu}/gu)?.length ?? 0) >= 2 ? '' : whole,
  )
}

function hasPostcode(address: string, postcode: string): boolean {
  return address !== '' && (postcode !== '' || /(^|\D)\d{3} ?\d{2}(\D|$)/.test(address))
}

/**
 * How alike two authorities of one Member State are: the same name after folding, the same words in another order or
 * nearly the same ones, the same e-mail address or postal address. Null where nothing speaks for it. What is alike is
 * suggested, never merged by itself (product decision P33).
 */
export function likeness(left: Traits, right: Traits): Likeness | null {
  const reasons: LikenessReason[] = []
  const apart = placesContradict(left, right)
  const ofName = nameReason(left, right)
  if (ofName !== null && !(apart && ofName === 'near-name')) reasons.push(ofName)
  if (left.email !== '' && left.email === right.email) reasons.push('same-email')
  const shared = sharedWords(left, right)
  const sameHouse = left.address !== '' && left.address === right.address
  if (sameHouse && (reasons.length > 0 || shared > SHARED_IN_A_HOUSE)) reasons.push('same-address')
  const [first] = reasons
  if (first === undefined) return null
  const further = FURTHER_REASON * (reasons.length - 1)
  const score =
    first === ofName
      ? SCORES[first] + further - doubts(left, right, apart)
      : SCORES[first] + further + WORDS_AT_MOST * shared
  return { score: Math.max(0, Math.min(100, Math.round(score))), reasons }
}

/** What speaks against two authorities of one name being one. */
function doubts(left: Traits, right: Traits, apart: boolean): number {
  const domains = [left, right].map((each) => each.email.split('@')[1] ?? '')
  const otherDomain = domains[0] !== '' && domains[1] !== '' && domains[0] !== domains[1]
  const onlyFolded = left.name === right.name && left.written !== right.written
  return (apart ? OTHER_PLACE : 0) + (otherDomain ? OTHER_DOMAIN : 0) + (onlyFolded ? ONLY_FOLDED : 0)
}

function placesContradict(left: Traits, right: Traits): boolean {
  const differ = (one: string, other: string): boolean => one !== '' && other !== '' && one !== other
  return differ(left.city, right.city) || differ(left.postcode, right.postcode)
}

function nameReason(left: Traits, right: Traits): 'same-name' | 'same-words' | 'near-name' | null {
  if (left.name !== '' && left.name === right.name) return 'same-name'
  if (left.words.length === 0) return null
  const here = lacking(left.words, right.words)
  const there = lacking(right.words, left.words)
  if (here.length === 0 && there.length === 0) return 'same-words'
  const [one, ...more] = here
  const [other, ...others] = there
  const single = more.length === 0 && others.length === 0
  return single && one !== undefined && other !== undefined && isSlip(one, other) ? 'near-name' : null
}

/** The words of one that the other lacks; both sorted. */
function lacking(words: readonly string[], other: readonly string[]): string[] {
  const rest = [...other]
  return words.filter((word) => {
    const at = rest.indexOf(word)
    if (at !== -1) rest.splice(at, 1)
    return at === -1
  })
}

/** The part of their words that two names share, from 0 to 1. */
function sharedWords(left: Traits, right: Traits): number {
  const shared = left.words.filter((word) => right.words.includes(word)).length
  return shared / Math.max(left.words.length, right.words.length, 1)
}

/** Whether a word can be written otherwise by a slip of the pen: long enough, and no number. */
export function canSlip(word: string): boolean {
  return word.length >= SLIP_FROM && !/\d/.test(word)
}

/** Whether two words differ by one letter: more, less, another one, or two neighbours exchanged. */
export function isSlip(left: string, right: string): boolean {
  if (!canSlip(left) || !canSlip(right) || Math.abs(left.length - right.length) > 1) return false
  let start = 0
  while (start < left.length && left[start] === right[start]) start += 1
  let [end, otherEnd] = [left.length, right.length]
  while (end > start && otherEnd > start && left[end - 1] === right[otherEnd - 1]) {
    end -= 1
    otherEnd -= 1
  }
  const [here, there] = [left.slice(start, end), right.slice(start, otherEnd)]
  if (here.length <= 1 && there.length <= 1) return true
  return here.length === 2 && there.length === 2 && here[0] === there[1] && here[1] === there[0]
}
