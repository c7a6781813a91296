import { LIST_FIELDS, type ListField } from '../../../src-shared/entities/authority-fields'
import { fold } from '../../domain/folding'

/** Which field each column fills, by position; null for a column that is left out. */
export type Mapping = readonly (ListField | null)[]

/** Usual names of columns, folded, in the languages such lists come in. A field without any is chosen by a person. */
const HEADERS: Readonly<Partial<Record<ListField, string>>> = {
  officialName:
    'name|official name|authority name|authority|name of authority|body|organisation|organization|bezeichnung|behorde|' +
    'behordenname|name der behorde|amtliche bezeichnung|nom|nom officiel|autorite|organisme|denomination|intitule|' +
    'namn|myndighet|myndighetsnamn|organisationsnamn|nombre|denominacion|nome|denominazione|naam|navn|nazwa|nazev|' +
    'nimi|nev|denumire|nazwa organu|onoma|onomasia|ime|ime na organa',
  informalTitle:
    'informal title|title|short name|short title|kurzbezeichnung|kurztitel|kurzname|titel|titre|titre informel|' +
    'nom court|kortnamn|informell titel|titulo|titolo',
  description:
    'description|other names|abbreviation|acronym|beschreibung|aufgaben|abkurzung|descriptif|sigle|autres noms|' +
    'beskrivning|forkortning|descripcion|descrizione|omschrijving|opis',
  memberState:
    'country|country code|member state|state code|jurisdiction code|jurisdiction|land|landercode|landerkennung|' +
    'mitgliedstaat|staat|pays|etat membre|code pays|landskod|medlemsstat|pais|estado miembro|paese|stato membro|iso',
  region:
    'region|bundesland|autonomous community|comunidad autonoma|province|provinz|lan|regione|regio|wojewodztwo|county|' +
    'departement|regierungsbezirk|oblast',
  types: 'type|types|authority type|typ|art|behordentyp|type d autorite|tipo|myndighetstyp',
  address:
    'address|street|street address|postal address|adresse|anschrift|strasse|postanschrift|rue|adresse postale|' +
    'adress|gatuadress|postadress|direccion|indirizzo|adres|ulica',
  postcode:
    'postcode|postal code|zip|zip code|plz|postleitzahl|code postal|postnummer|postnr|codigo postal|cap',
  city: 'city|town|place|ort|stadt|ville|commune|localite|stad|postort|ciudad|localidad|citta|plaats|miasto|miejscowosc',
  phone:
    'phone|telephone|phone number|telefon|telefonnummer|tel|tlf|numero de telephone|telefono|telefoon|rufnummer',
  fax: 'fax|fax number|telefax|faxnummer|telecopie|telecopieur|faks',
  email:
    'email|e mail|mail|email address|e mail address|e mail adresse|email adresse|mailadresse|courriel|' +
    'adresse electronique|e post|epost|e postadress|correo electronico|posta elettronica|kontakt e mail',
  website:
    'url|website|web site|web|homepage|internet|internetadresse|webseite|webadresse|site web|site internet|site|' +
    'webbplats|hemsida|webbadress|sitio web|sito web|www',
  languages: 'language|languages|sprache|sprachen|langue|langues|sprak|idiomas|lingue|working languages',
  notes:
    'notes|note|remarks|comment|comments|bemerkung|bemerkungen|anmerkung|remarques|anmarkning|tags|classification|schlagworte',
  externalId:
    'id|identifier|external id|ref|reference|kennung|nummer|nr|identifiant|code|organisationsnummer|org nr|myndighets id',
  registeredAt:
    'registered|registered at|registration date|registriert am|date d enregistrement|registreringsdatum',
}

const FIELD_BY_HEADER = new Map<string, ListField>(
  LIST_FIELDS.flatMap((field) =>
    (HEADERS[field]?.split('|') ?? []).map((header) => [header, field] as const),
  ),
)

/** Fields that several columns may fill together; the others take the first column that fits. */
const SHARED: ReadonlySet<ListField> = new Set(['description', 'notes', 'address'])

const EVIDENCE: readonly (readonly [ListField, RegExp])[] = [
  ['email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ['website', /^(?:https?:\/\/|www\.)\S+$/i],
  ['phone', /^\+?[\d\s()/.-]{6,}$/],
]

/** What the values of a column look like where its name says nothing: most of them must agree. */
function fieldByValues(values: readonly string[]): ListField | null {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '')
  if (filled.length < 2) return null
  const found = EVIDENCE.find(([field, form]) => {
    const fitting = filled.filter((value) => form.test(value)).length
    return fitting / filled.length > (field === 'phone' ? 0.9 : 0.6)
  })
  return found?.[0] ?? null
}

/**
 * Guesses which column fills which field, by the name of the column (English, German, French, Swedish and other
 * usual ones) and, for e-mail, website and phone, by what stands in it. A proposal: a person confirms it.
 * @param sampleRows the first rows of the list
 */
export function suggestMapping(
  columns: readonly string[],
  sampleRows: readonly (readonly string[])[],
): Mapping {
  const taken = new Set<ListField>()
  const take = (field: ListField | null | undefined) => {
    if (field === null || field === undefined || (taken.has(field) && !SHARED.has(field))) return null
    taken.add(field)
    return field
  }
  const byName = columns.map((column) => take(FIELD_BY_HEADER.get(fold(column))))
  return byName.map((field, index) => field ?? take(byValuesOnly(sampleRows, index)))
}

function byValuesOnly(rows: readonly (readonly string[])[], index: number): ListField | null {
  return fieldByValues(rows.map((row) => row[index] ?? ''))
}
