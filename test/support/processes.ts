import { readFileSync, readdirSync } from 'node:fs'

const read = (pid: string, name: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    // It ended while we looked.
    return ''
  }
}

const field = (pid: string, name: string) =>
  new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(read(pid, 'status'))?.[1]

/** A process and everything it started, by process id. Linux only. */
export function familyOf(pid: number): string[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const parents = new Map(all.map((each) => [each, field(each, 'PPid')]))
  const family = [String(pid)]
  for (const member of family) {
    family.push(...all.filter((each) => parents.get(each) === member && !family.includes(each)))
  }
  return family
}

/** The `Seccomp` state of each renderer process: 2 means that the sandbox really filters its system calls. */
export const rendererSeccomp = (pid: number): string[] =>
  familyOf(pid)
    .filter((each) => read(each, 'cmdline').includes('--type=renderer'))
    .map((each) => field(each, 'Seccomp') ?? 'gone')
