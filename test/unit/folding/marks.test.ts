import { describe, expect, it } from 'vitest'
import { fold } from '../../../src-main/domain/folding'

describe('a letter that the tables know with its accent', () => {
  it.each(['й', 'Й', 'ё', 'å', 'ø', 'ή'])('stays that letter under further marks: %s', (letter) => {
    expect(fold(`${letter}\u0308`)).toBe(fold(letter))
    expect(fold(`${letter}\u0323`)).toBe(fold(letter))
  })
})
