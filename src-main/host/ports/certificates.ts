import tls from 'node:tls'

/** Certificates that the operating system trusts; none where this version of Node cannot ask it. */
export function systemCertificates(): readonly string[] {
  const read = 'getCACertificates' in tls ? (tls.getCACertificates as (type: string) => string[]) : null
  return read?.('system') ?? []
}
