/** What an address of many lines tells apart. Empty texts for what it does not hold. */
export interface AddressParts {
  /** Street and building: what stands before phone and fax, without the line of postcode and city. */
  readonly address: string
  readonly postcode: string
  readonly city: string
  /** What follows the city after a comma, usually a region. */
  readonly region: string
  readonly phone: string
  readonly fax: string
  /** Whatever stands behind phone, fax and e-mail, further offices for instance. */
  readonly rest: string
}

const LABEL =
  /^(tel|tel\.|telefon|telefono|telephone|téléphone|telefoon|phone|telefax|fax|telefaks|télécopie|e-?mail|mail|internet|homepage)\s*(?:\.|\b)\s*:?\s*(.*)$/i
const NUMBER = /^\+?[\d(][\d\s()/.,+-]{3,}$/
const CONTACT = /^(?:\S+@\S+|https?:\/\/\S+|www\.\S+)$/i
const CITY_LINE =
  /^(?:[A-Z]{1,3}[- ])?(\d{4,5}|\d{3} \d{2}|\d{2}-\d{3}|\d{4} [A-Z]{2})\s+([^,\d][^,]*)(?:,\s*(.+))?$/

type Kind = 'phone' | 'fax' | 'other'

function kindOfLabel(label: string): Kind {
  if (/^(?:telefax|fax|telefaks|télécopie)/i.test(label)) return 'fax'
  return /^(?:tel|tél|phone)/i.test(label) ? 'phone' : 'other'
}

/**
 * Takes an address apart that a list holds in one cell, as German and other lists do: street, postcode and city,
 * then lines of phone and fax, then perhaps further offices.
 * @param countryNames names of the Member State; a line that holds nothing else is left out
 */
export function takeAddressApart(text: string, countryNames: ReadonlySet<string>): AddressParts {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.replace(/[\s\u00a0]+/g, ' ').trim())
  const street: string[] = []
  const rest: string[] = []
  const found = { postcode: '', city: '', region: '', phone: '', fax: '' }
  let inContacts = false
  let awaited: Kind | null = null
  for (const line of lines) {
    const label = LABEL.exec(line)
    const expecting: Kind | null = awaited
    awaited = null
    if (rest.length > 0) {
      rest.push(line)
    } else if (label !== null && isContactLabel(label[2] ?? '')) {
      inContacts = true
      const kind = kindOfLabel(label[1] ?? '')
      if (label[2] === '') awaited = kind
      else keepNumber(kind, label[2] ?? '', found)
    } else if (expecting !== null && NUMBER.test(line)) {
      keepNumber(expecting, line, found)
    } else if (CONTACT.test(line)) {
      inContacts = true
    } else if (line !== '' && inContacts) {
      rest.push(line)
    } else if (line !== '') {
      street.push(line)
    }
  }
  return { ...settle(street, found, countryNames), rest: rest.join('\n').trim() }
}

/** "Telefon:" alone, or followed by something a label can be followed by; "Telefonseelsorge Köln" is a name. */
function isContactLabel(value: string): boolean {
  return value === '' || NUMBER.test(value) || CONTACT.test(value)
}

function keepNumber(kind: Kind, value: string, found: { phone: string; fax: string }): void {
  if (kind === 'phone' && found.phone === '') found.phone = value
  if (kind === 'fax' && found.fax === '') found.fax = value
}

function settle(
  street: readonly string[],
  found: Omit<AddressParts, 'address' | 'rest'>,
  countryNames: ReadonlySet<string>,
): Omit<AddressParts, 'rest'> {
  const lines = street.filter((line) => !countryNames.has(line.toLowerCase()))
  const [only] = lines
  const inOneLine = lines.length === 1 && only !== undefined && !CITY_LINE.test(only)
  const pieces = inOneLine ? only.split(/,\s*/) : lines
  const at = pieces.findIndex((line) => CITY_LINE.test(line))
  const match = CITY_LINE.exec(pieces[at] ?? '')
  if (match === null) return { ...found, address: lines.join('\n') }
  const kept = pieces.filter((_, index) => index !== at)
  return {
    ...found,
    address: kept.join('\n'),
    postcode: match[1] ?? '',
    city: (match[2] ?? '').trim(),
    region: (match[3] ?? '').trim(),
  }
}
