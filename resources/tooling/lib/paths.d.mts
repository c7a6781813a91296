export const root: string
export function inRoot(...parts: string[]): string
export const aliases: Record<string, string>
