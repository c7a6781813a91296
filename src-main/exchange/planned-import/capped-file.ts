import { readFile, stat } from 'node:fs/promises'

/** What a file is, or why it is not read. */
export type CappedFile =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'not-a-file' }
  | { readonly kind: 'too-large' }

/** Reads a file that is no larger than the cap. The size is checked first: a file of gigabytes would fill the memory. */
export async function readCapped(path: string, maxBytes: number): Promise<CappedFile> {
  const about = await stat(path)
  if (!about.isFile()) return { kind: 'not-a-file' }
  if (about.size > maxBytes) return { kind: 'too-large' }
  return { kind: 'bytes', bytes: await readFile(path) }
}
