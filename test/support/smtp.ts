import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A mail server on this PC, for one test. */
export interface TestServer {
  readonly port: number
  /** Mails that arrived whole, in order. */
  readonly mails: string[]
  close: () => Promise<void>
}

/** What a server answers that refuses. */
export const refusing = (code: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode: code })

/** A server made by the library `smtp-server`, nobody's own of this program. It takes every mail unless told otherwise. */
export async function startSmtp(options: SMTPServerOptions = {}): Promise<TestServer> {
  const mails: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString('utf8'))
        done()
      })
    },
    ...options,
  })
  // A client that leaves in the middle is what some tests are about.
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await new Promise<void>((resolve) => listening.once('listening', resolve))
  return {
    port: (listening.address() as AddressInfo).port,
    mails,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
      }),
  }
}

/** A server that says these lines, one for each that it hears, and hangs up where the line is null. */
export async function startScripted(
  answer: (heard: string, socket: Socket) => string | null,
  greeting = '220 test\r\n',
): Promise<TestServer> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    if (greeting !== '') socket.write(greeting)
    socket.on('data', (data) => {
      const said = answer(data.toString('utf8'), socket)
      if (said === null) socket.destroy()
      else socket.write(said)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    mails: [],
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => {
          resolve()
        })
      }),
  }
}
