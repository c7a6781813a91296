import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol, type Session } from 'electron'
import { contentPolicy } from './security/content-policy'
import { APP_ORIGIN, APP_SCHEME } from './security/origin'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Stands in the page where the nonce of its answer is put. */
const NONCE_MARK = '__NONCE__'

/** Declares the program's own scheme. Must run before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/** The file an address means; null where it would lie outside the folder of the pages. */
export function fileOf(address: string, folder: string): string | null {
  const url = new URL(address)
  if (`${url.protocol}//${url.host}` !== APP_ORIGIN) return null
  let path: string
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  if (path.includes('\0') || path.includes('\\')) return null
  const file = normalize(join(folder, path === '/' ? 'index.html' : path))
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? file : null
}

/** Serves the program's pages under its own scheme, with the security policy as a header of each answer. */
export function servePages(session: Session, folder: string): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    const file = request.method === 'GET' ? fileOf(request.url, folder) : null
    if (file === null) return new Response('Not found', { status: 404 })
    let body: Buffer
    try {
      body = await readFile(file)
    } catch {
      return new Response('Not found', { status: 404 })
    }
    const nonce = randomBytes(16).toString('base64')
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    const isPage = extname(file) === '.html'
    return new Response(isPage ? body.toString('utf8').replaceAll(NONCE_MARK, nonce) : new Uint8Array(body), {
      headers: {
        'Content-Type': type,
        'Content-Security-Policy': contentPolicy(nonce),
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': isPage ? 'no-store' : 'max-age=31536000, immutable',
      },
    })
  })
}
