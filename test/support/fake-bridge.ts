import type { Input, Name, Output, Reply } from '../../src-shared/contract'
import type { AppEvent } from '../../src-shared/events'
import type { Fault } from '../../src-shared/faults'
import type { Refusal } from '../../src-shared/result'

/** A request that waits until the test answers it: for answers that come late, or in another order. */
export interface Held<N extends Name> {
  readonly call: string
  readonly input: Input<N>
  readonly answer: (value: Output<N>) => void
  readonly fail: (fault: Fault) => void
}

interface Asked {
  readonly call: string
  readonly name: string
  readonly input: unknown
}

type Responder = (asked: Asked) => Promise<unknown>

/** The main process as the window sees it: answers by the name of the request, and tells events. */
export interface FakeBridge {
  /** Everything that was asked, in order. */
  readonly asked: readonly Asked[]
  /** What was asked under one name. */
  inputs: <N extends Name>(name: N) => Input<N>[]
  answer: <N extends Name>(name: N, value: Output<N> | ((input: Input<N>) => Output<N>)) => void
  fail: (name: Name, fault: Fault) => void
  refuse: (name: Name, code: string, params?: Refusal['params']) => void
  hold: <N extends Name>(name: N) => Held<N>[]
  emit: (event: AppEvent) => void
}

/** Puts a fresh fake in the place where the preload puts the real bridge. A request nobody answers fails the test. */
export function installBridge(): FakeBridge {
  const asked: Asked[] = []
  const responders = new Map<string, Responder>()
  const listeners: ((event: unknown) => void)[] = []

  const fail = (name: Name, error: Fault): void => {
    responders.set(name, () => Promise.resolve({ ok: false, error }))
  }

  const fake: FakeBridge = {
    asked,
    inputs: <N extends Name>(name: N) =>
      asked.filter((each) => each.name === name).map((each) => each.input as Input<N>),
    answer: (name, value) => {
      responders.set(name, ({ input }) => {
        const made = typeof value === 'function' ? value(input as Input<typeof name>) : value
        return Promise.resolve({ ok: true, value: made })
      })
    },
    fail,
    refuse: (name, code, params = {}) => {
      fail(name, { kind: 'refused', refusal: { code, params } })
    },
    hold: <N extends Name>(name: N) => {
      const waiting: Held<N>[] = []
      responders.set(name, ({ call, input }) => {
        return new Promise((resolve) => {
          const reply = (given: Reply<N>): void => resolve(given)
          waiting.push({
            call,
            input: input as Input<N>,
            answer: (value) => reply({ ok: true, value }),
            fail: (error) => reply({ ok: false, error } as Reply<N>),
          })
        })
      })
      return waiting
    },
    emit: (event) => {
      for (const listener of listeners) listener(structuredClone(event))
    },
  }

  // Every form asks whether something was typed into it before.
  fake.answer('drafts.read', { draft: null })
  fake.answer('drafts.keep', {})
  fake.answer('drafts.drop', {})

  const request = async (sent: Asked): Promise<unknown> => {
    // Only plain data crosses to the main process and back.
    const received = structuredClone(sent)
    asked.push(received)
    const responder = responders.get(received.name)
    if (responder === undefined) throw new Error(`Nobody answers ${received.name}.`)
    return structuredClone(await responder(received))
  }
  const onEvent = (listener: (event: unknown) => void): void => {
    listeners.push(listener)
  }
  Object.defineProperty(window, 'bridge', { configurable: true, value: { request, onEvent } })
  return fake
}
