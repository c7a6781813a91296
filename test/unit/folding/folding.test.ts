import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import table from '../../../resources/catalogue/folding.json'
import { findHits, fold, foldVariants, foldWords } from '../../../src-main/domain/folding'

const shown = (text: string, query: string, options?: { inside?: boolean }) =>
  findHits(text, foldWords(query), options).map(([start, end]) => text.slice(start, end))

describe('typing plain letters', () => {
  it.each([
    ['Łódź', 'lodz'],
    ['Straße', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['Øresund', 'oresund'],
    ['Ħal Qormi', 'hal qormi'],
    ['Αθήνα', 'athina'],
    ['ΑΘΗΝΑ', 'athina'],
    ['София', 'sofia'],
    ['Пловдив', 'plovdiv'],
    ['Стара Загора', 'stara zagora'],
    ['Εύβοια', 'evvoia'],
    ['Θεσσαλονίκη', 'thessaloniki'],
    ['Υπουργείο Υγείας', 'ypourgeio ygeias'],
    ['Ærø', 'aero'],
    ['Đakovo', 'dakovo'],
    ['Þingvellir', 'thingvellir'],
    ['Garðabær', 'gardabaer'],
    ['Iğdır', 'igdir'],
    ['İstanbul', 'istanbul'],
    ['Œuvre', 'oeuvre'],
    ['București', 'bucuresti'],
    ['Kraj Vysočina', 'kraj vysocina'],
    ['col·legi', 'collegi'],
  ])('finds %s as %s', (name, plain) => {
    expect(fold(name)).toBe(plain)
  })

  it('finds Greek and Bulgarian names typed in their own script', () => {
    expect(fold('αθηνα')).toBe(fold('Αθήνα'))
    expect(fold('софия')).toBe(fold('СОФИЯ'))
  })

  it('parts words at everything that is neither letter nor digit', () => {
    expect(fold("  Provence-Alpes-Côte d'Azur (PACA), n° 12 ")).toBe('provence alpes cote d azur paca n 12')
    expect(fold('***')).toBe('')
    expect(foldWords('')).toEqual([])
  })

  it('keeps the letters of scripts it has no table for', () => {
    expect(fold('東京 Tokyo')).toBe('東京 tokyo')
  })
})

describe('spellings people use besides', () => {
  it('finds Behörde as behorde and as behoerde', () => {
    expect(fold('Behörde')).toBe('behorde')
    expect(foldVariants('Behörde')).toContain('behoerde')
  })

  it.each([
    ['Århus', 'aarhus'],
    ['Ναύπλιο', 'nafplio'],
    ['Ευρώπη', 'europe'],
    ['Αγγλία', 'anglia'],
    ['Μπάνσκο', 'bansko'],
    ['приятел', 'priyatel'],
    ['Χανιά', 'hania'],
  ])('finds %s as %s too', (name, plain) => {
    expect(foldVariants(name)).toContain(plain)
  })

  it('adds nothing where nothing differs', () => {
    expect(foldVariants('Ministry of Health')).toEqual([])
    expect(foldVariants('Łódź')).toEqual([])
  })
})

describe('highlighting', () => {
  it('marks the start of a word with its accents', () => {
    expect(shown('Urząd Miasta Łódź', 'lod')).toEqual(['Łód'])
    expect(shown('Hauptstraße 4', 'hauptstrass')).toEqual(['Hauptstraß'])
    expect(shown('Δήμος Αθηναίων', 'athin')).toEqual(['Αθην'])
  })

  it('marks every word of the query, wherever it stands', () => {
    expect(shown('Ministry of Health, Health Council', 'health min')).toEqual(['Min', 'Health', 'Health'])
  })

  it('marks inside words only when asked, and only from three letters', () => {
    expect(shown('Handelskammer', 'kammer')).toEqual([])
    expect(shown('Handelskammer', 'kammer', { inside: true })).toEqual(['kammer'])
    expect(shown('Handelskammer', 'ka', { inside: true })).toEqual([])
  })

  it('marks the other spelling as well', () => {
    expect(shown('Baubehörde', 'behoerde', { inside: true })).toEqual(['behörde'])
  })

  it('marks letters that were typed in pieces together with their marks', () => {
    const pieces = 'Łódź'.normalize('NFD')
    expect(shown(`Miasto ${pieces}`, 'lodz')).toEqual([pieces])
  })

  it('marks nothing for an empty query', () => {
    expect(findHits('Anything', [])).toEqual([])
    expect(findHits('Anything', [''])).toEqual([])
  })
})

const scripts = fc.string({
  unit: fc.constantFrom(...Array.from('aäößŁøÉİıαΑύϋΰουςβγμπΣавияйЙщ東 -.9\u0308\u0301½ﬃ㎏·')),
})
const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), scripts)

describe('any text at all', () => {
  it('folds to the same when folded twice', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
    )
  })

  it('has single blanks between words and none around', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(fold(text)).toBe(fold(text).trim().replace(/\s+/g, ' '))
      }),
    )
  })

  it('folds the same whether accents are composed or not', () => {
    fc.assert(
      fc.property(scripts, (text) => {
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')))
      }),
    )
  })

  it('never loses a hit by typing one more letter', () => {
    fc.assert(
      fc.property(scripts, fc.nat(), (text, cut) => {
        const whole = text.normalize('NFC')
        const part = whole.slice(0, cut % (whole.length + 1))
        expect(fold(whole).startsWith(fold(part))).toBe(true)
      }),
    )
  })

  it('gives hits that lie inside the text, sorted and apart', () => {
    fc.assert(
      fc.property(anything, anything, fc.boolean(), (text, query, inside) => {
        let last = 0
        for (const [start, end] of findHits(text, foldWords(query), { inside })) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          last = end
        }
      }),
    )
  })

  it('highlights the first word of any text when that word is typed', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const [first] = foldWords(text)
        if (first !== undefined) expect(findHits(text, [first]).length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('the table of letters', () => {
  it('lets every pair begin as its first letter does, so that half a pair already finds it', () => {
    const letters: Record<string, string> = { ...table.letters.greek, ...table.letters.cyrillic }
    for (const [pair, written] of Object.entries(table.digraphs)) {
      expect(written.startsWith(letters[pair.charAt(0)] ?? '?')).toBe(true)
    }
  })
})
