export const adapters: readonly string[]
export const bridgeClient: string
