import { afterEach } from 'vitest'

const SIZES = ['offsetHeight', 'clientHeight', 'offsetWidth', 'clientWidth'] as const

/**
 * Gives every element a height and a width until the test ends. The page of these tests lays nothing out, and a list
 * that draws only the rows in sight would draw none.
 */
export function giveHeight(height: number): void {
  for (const name of SIZES)
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => height })
}

afterEach(() => {
  for (const name of SIZES) Reflect.deleteProperty(HTMLElement.prototype, name)
})
