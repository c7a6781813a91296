/** A refusal: a rule said no. `code` is a key of the texts, `params` fill its sentence. */
export interface Refusal<Code extends string = string> {
  readonly code: Code
  readonly params: Readonly<Record<string, string | number | readonly string[]>>
}

export interface Ok<Value> {
  readonly ok: true
  readonly value: Value
}

export interface Refused<Code extends string> {
  readonly ok: false
  readonly refusal: Refusal<Code>
}

/** What a rule returns: its value, or the one refusal that stands first in the way. */
export type Result<Value, Code extends string = never> = Ok<Value> | Refused<Code>

/** Wraps a value as success. */
export function ok<Value>(value: Value): Ok<Value> {
  return { ok: true, value }
}

/** Refuses with a code of the contract and the parameters of its sentence. */
export function refuse<const Code extends string>(code: Code, params: Refusal['params'] = {}): Refused<Code> {
  return { ok: false, refusal: { code, params } }
}

/** For the branch that the compiler knows to be unreachable: throws when it is reached all the same. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
