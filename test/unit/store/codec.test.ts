import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { codecs, fromColumns, toColumns } from '../../../src-main/store/codec'
import { openWriter, type SqlValue } from '../../../src-main/store/sqlite/driver'
import { entities, type EntityName } from '../../../src-shared/entities'
import { rowsOf } from '../../support/arbitraries'
import { KEY, newFolder, removeFolder } from '../../support/core'

const NAMES = Object.keys(entities) as EntityName[]

const folder = newFolder()
const database = openWriter({ path: `${folder}/rows.db`, key: KEY })
const TYPES = { text: 'TEXT', integer: 'INTEGER', boolean: 'INTEGER', set: 'TEXT' } as const
for (const name of NAMES) {
  const columns = codecs[name].columns.map(({ field, kind }) => `"${field}" ${TYPES[kind]}`)
  database.script(`CREATE TABLE "${name}" (${columns.join(', ')}) STRICT`)
}

afterAll(() => {
  database.close()
  removeFolder(folder)
})

function stored(name: EntityName, values: readonly SqlValue[]) {
  const marks = values.map(() => '?').join(', ')
  const row = database.run(`INSERT INTO "${name}" VALUES (${marks})`, values)
  return database.first(`SELECT * FROM "${name}" WHERE rowid = ?`, [row]) ?? {}
}

describe('a row that goes into the store', () => {
  it.each(NAMES)('comes out as it was: %s', (name) => {
    database.transaction(() => {
      fc.assert(
        fc.property(rowsOf(name), (row) => {
          expect(fromColumns(name, stored(name, toColumns(name, row)))).toEqual(row)
        }),
        { numRuns: 60 },
      )
    })
  })

  it.each(NAMES)('has a column for each field, in the order of its description: %s', (name) => {
    expect(codecs[name].fieldNames).toEqual(Object.keys(entities[name].schema.shape))
  })

  it('holds personal data exactly where the entity says so', () => {
    expect(Object.fromEntries(NAMES.map((name) => [name, [...codecs[name].personalFields]]))).toEqual({
      authority: ['address', 'postcode', 'city', 'phone', 'fax', 'email', 'website', 'notes'],
      access: [],
      user: ['userName', 'name', 'email', 'phone', 'passwordHash'],
      accessManager: [],
      operator: ['userName', 'name', 'email', 'passwordHash'],
      savedSearch: ['name', 'criteria'],
      roleRequest: ['senderName', 'senderEmail', 'subject', 'message', 'justification', 'messageId'],
      openDecision: [],
      carryOver: [],
      classificationItem: [],
      areaTree: [],
      alert: [
        ...['title', 'personalContent', 'returnReason', 'withdrawReason', 'modifyReason', 'instruction'],
        'uninstructReason',
      ],
      alertRecipient: ['note'],
      alertComment: ['text', 'askedReason'],
      alertAttachment: ['name'],
      translation: ['folded', 'original', 'translation'],
      mail: [
        'recipientName',
        'recipientEmail',
        'senderName',
        'senderEmail',
        'subject',
        'body',
        'inReplyTo',
        'answer',
      ],
    })
  })
})

describe('the driver', () => {
  it('refuses text that it could not give back, and booleans', () => {
    for (const value of ['a\0b', '\ud83d', true as unknown as SqlValue]) {
      expect(() => database.first('SELECT ? AS value', [value])).toThrow()
    }
  })

  it('takes back everything where the work in a transaction fails', () => {
    const count = () => Number(database.first('SELECT count(*) AS n FROM operator')?.['n'])
    const before = count()
    expect(() =>
      database.transaction(() => {
        stored('operator', ['1', 'a', 'b', 'c', null, 1, 'set', ''])
        throw new Error('in between')
      }),
    ).toThrow('in between')
    expect(count()).toBe(before)
  })

  it('takes back everything where the work would go on later', () => {
    const before = database.all('SELECT * FROM operator').length
    expect(() =>
      database.transaction(() => {
        stored('operator', ['2', 'a', 'b', 'c', null, 1, 'set', ''])
        return Promise.resolve()
      }),
    ).toThrow('synchronous')
    expect(database.all('SELECT * FROM operator')).toHaveLength(before)
  })

  it.each(['', 'short', 'x'.repeat(33), `${'x'.repeat(31)}!`])('refuses the key “%s”', (key) => {
    expect(() => openWriter({ path: `${folder}/other.db`, key })).toThrow('32 base64url')
  })
})
