import type { Translation } from '../../../src-shared/entities/translation'
import type { Instant } from '../../../src-shared/time'

/** What a translation of a file is told by besides what TMX has a place for. */
export const PROPS = {
  keptAt: 'x-imi-kept-at',
  alertId: 'x-imi-alert',
  authorityId: 'x-imi-authority',
} as const

/** How a language that nobody knows is called in files. */
export const UNDETERMINED = 'und'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Readers make one line end of these two otherwise.
  '\r': '&#13;',
}

/** XML has no place for these, not even as a number. */

const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

function escaped(text: string): string {
  return text.replace(NOT_XML, '\ufffd').replace(/[&<>"\r]/g, (sign) => ENTITIES[sign] ?? sign)
}

/** `20261127T223000Z`: the form of TMX, which has no parts of a second. */
function tmxDate(at: Instant): string {
  return `${at.slice(0, 19).replace(/[-:]/g, '')}Z`
}

/** The beginning of a TMX 1.4 file. @param at when it is written */
export function tmxHead(at: Instant): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="IMI Helpdesk" creationtoolversion="1" segtype="block" o-tmf="IMI Helpdesk" adminlang="en" srclang="*all*" datatype="plaintext" creationdate="${tmxDate(at)}"/>
  <body>
`
}

const prop = (type: string, value: string | null): string =>
  value === null ? '' : `      <prop type="${type}">${escaped(value)}</prop>\n`

const variant = (language: string, text: string): string =>
  `      <tuv xml:lang="${language}"><seg>${escaped(text)}</seg></tuv>\n`

/** One entry of the memory in a TMX file. */
export function tmxUnit(entry: Translation): string {
  const source = entry.from === '' ? UNDETERMINED : entry.from
  const by = entry.keptBy === null ? '' : ` changeid="${entry.keptBy}"`
  return [
    `    <tu tuid="${entry.id}" srclang="${source}" changedate="${tmxDate(entry.keptAt)}"${by}>\n`,
    prop(PROPS.keptAt, entry.keptAt),
    prop(PROPS.alertId, entry.alertId),
    prop(PROPS.authorityId, entry.authorityId),
    variant(source, entry.original),
    variant(entry.to, entry.translation),
    '    </tu>\n',
  ].join('')
}

/** The end of a TMX file. */
export const TMX_END = '  </body>\n</tmx>\n'
