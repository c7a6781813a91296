import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isStorable, requiredText, text, textSet } from '../../../src-shared/text'

const short = text(10)

describe('every text that comes in', () => {
  it('is put into composed form', () => {
    expect(short.parse('Mu\u0308nster')).toBe('Münster')
    expect(short.parse('Α\u0301θηνα')).toBe('Άθηνα')
  })

  it('is trimmed', () => {
    expect(short.parse('  Amt \n')).toBe('Amt')
  })

  it.each([
    ['a NUL', 'A\0mt'],
    ['half a surrogate pair at the end', 'Amt\ud83d'],
    ['half a surrogate pair at the start', '\udc99Amt'],
    ['a pair the wrong way round', '\udc99\ud83d'],
    ['too many letters', '12345678901'],
    ['far too many letters', 'x'.repeat(1_000_000)],
  ])('is refused with %s', (_sentence, written) => {
    expect(short.safeParse(written).success).toBe(false)
  })

  it('keeps whole surrogate pairs', () => {
    expect(short.parse('Amt 💙')).toBe('Amt 💙')
  })

  it('counts its letters after composing them', () => {
    expect(short.parse('u\u0308'.repeat(10))).toBe('ü'.repeat(10))
  })

  it('is storable exactly where UTF-8 gives it back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 8 }), fc.string({ maxLength: 3 }), (some, more) => {
        const written = `${some}${more}`.slice(1)
        const back = Buffer.from(written, 'utf8').toString('utf8')
        expect(isStorable(written)).toBe(back === written && !written.includes('\0'))
      }),
    )
  })

  it('comes out the same when it is read once more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (written) => {
        const once = short.safeParse(written)
        if (once.success) expect(short.parse(once.data)).toBe(once.data)
      }),
    )
  })
})

describe('a text that must be there', () => {
  it('is not only blanks', () => {
    expect(requiredText(10).safeParse(' \t\u00a0').success).toBe(false)
  })
})

describe('a set of texts', () => {
  it('has neither order nor repetition', () => {
    expect(textSet(text(5)).parse(['b', 'a', 'b'])).toEqual(['a', 'b'])
  })

  it('has neither where two members are the same only once composed', () => {
    expect(textSet(text(5)).parse(['u\u0308', 'ü'])).toEqual(['ü'])
  })
})
