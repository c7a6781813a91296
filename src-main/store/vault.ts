import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, readFile, rename } from 'node:fs/promises'
import { z } from 'zod'
import type { Derive, Keychain, Vault } from '../app/ports'

const RECOVERY_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const RECOVERY_LENGTH = 32

const Wrap = z.strictObject({ salt: z.string(), iv: z.string(), tag: z.string(), sealed: z.string() })
type Wrap = z.infer<typeof Wrap>

/** The file beside the store: the key, wrapped several ways; no name and no password stands in it. */
const KeyFile = z.strictObject({
  version: z.literal(1),
  keychain: z.string().nullable(),
  recovery: Wrap,
  passwords: z.array(z.strictObject({ who: z.string(), whoSalt: z.string(), wrap: Wrap })),
})
type KeyFile = z.infer<typeof KeyFile>

async function wrap(key: string, secret: string, derive: Derive): Promise<Wrap> {
  const salt = randomBytes(16)
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', await derive(secret, salt), iv)
  const sealed = Buffer.concat([cipher.update(key, 'utf8'), cipher.final()])
  const [text, tag] = [sealed.toString('base64'), cipher.getAuthTag().toString('base64')]
  return { salt: salt.toString('base64'), iv: iv.toString('base64'), tag, sealed: text }
}

async function unwrap(wrapped: Wrap, secret: string, derive: Derive): Promise<string | null> {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64')
  const decipher = createDecipheriv(
    'aes-256-gcm',
    await derive(secret, bytes(wrapped.salt)),
    bytes(wrapped.iv),
  )
  decipher.setAuthTag(bytes(wrapped.tag))
  try {
    return Buffer.concat([decipher.update(bytes(wrapped.sealed)), decipher.final()]).toString('utf8')
  } catch {
    // The tag does not fit: another secret.
    return null
  }
}

function digestOfName(userName: string, salt: string): string {
  return createHash('sha256').update(`${salt}\n${userName.trim().toLowerCase()}`).digest('base64')
}

/** Whether a wrap belongs to a user name. */
function isOf({ who, whoSalt }: KeyFile['passwords'][number], userName: string): boolean {
  return who === digestOfName(userName, whoSalt)
}

function plainCode(code: string): string {
  return code.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

function newRecoveryCode(): string {
  const letters = [...randomBytes(RECOVERY_LENGTH)]
    .map((byte) => RECOVERY_ALPHABET.charAt(byte % 32))
    .join('')
  return letters.match(/.{4}/g)?.join('-') ?? letters
}

/**
 * Keeps the key of the store in a file, wrapped by each operator's password, by the recovery code and, where there is
 * one, by the operating system's keychain. Changing a password only wraps anew.
 * @param path of the key file
 * @param derive makes a key out of a secret; what that costs is what each guess costs
 */
export function createVault(path: string, keychain: Keychain, derive: Derive): Vault {
  async function read(): Promise<KeyFile> {
    return KeyFile.parse(JSON.parse(await readFile(path, 'utf8')))
  }

  async function write(file: KeyFile): Promise<void> {
    const beside = `${path}.new`
    const handle = await open(beside, 'w', 0o600)
    try {
      await handle.writeFile(JSON.stringify(file, null, 2))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, path)
  }

  async function passwordWrap(
    key: string,
    userName: string,
    password: string,
  ): Promise<KeyFile['passwords'][number]> {
    const whoSalt = randomBytes(12).toString('base64')
    return { who: digestOfName(userName, whoSalt), whoSalt, wrap: await wrap(key, password, derive) }
  }

  async function byPassword(file: KeyFile, userName: string, password: string): Promise<string | null> {
    const found = file.passwords.find((each) => isOf(each, userName))
    return found === undefined ? null : unwrap(found.wrap, password, derive)
  }

  // One change of the file after the other: each begins with what the one before wrote.
  let turn: Promise<unknown> = Promise.resolve()
  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = turn.then(work, work)
    turn = done.catch(() => undefined)
    return done
  }

  return {
    exists: () => Promise.resolve(existsSync(path)),
    generate: () => ({ key: randomBytes(24).toString('base64url'), recoveryCode: newRecoveryCode() }),
    create: async (key, recoveryCode, userName, password) => {
      await write({
        version: 1,
        keychain: keychain.isAvailable() ? keychain.wrap(key) : null,
        recovery: await wrap(key, plainCode(recoveryCode), derive),
        passwords: [await passwordWrap(key, userName, password)],
      })
    },
    openWithPassword: async (userName, password) => byPassword(await read(), userName, password),
    openWithKeychain: async () => {
      const { keychain: wrapped } = await read()
      return wrapped === null || !keychain.isAvailable() ? null : keychain.unwrap(wrapped)
    },
    keepInKeychain: (key) =>
      inTurn(async () => {
        const file = await read()
        if (!keychain.isAvailable()) return
        const held = file.keychain === null ? null : keychain.unwrap(file.keychain)
        if (held !== key) await write({ ...file, keychain: keychain.wrap(key) })
      }),
    openWithRecoveryCode: async (code) => unwrap((await read()).recovery, plainCode(code), derive),
    openOther: async (keyFile, userName, secret) => {
      const file = KeyFile.parse(JSON.parse(keyFile))
      return (await byPassword(file, userName, secret)) ?? unwrap(file.recovery, plainCode(secret), derive)
    },
    setPassword: (key, userName, password) =>
      inTurn(async () => {
        const file = await read()
        const others = file.passwords.filter((each) => !isOf(each, userName))
        await write({ ...file, passwords: [...others, await passwordWrap(key, userName, password)] })
      }),
    rename: (userName, newName) =>
      inTurn(async () => {
        const file = await read()
        const passwords = file.passwords.map((each) =>
          isOf(each, userName) ? { ...each, who: digestOfName(newName, each.whoSalt) } : each,
        )
        await write({ ...file, passwords })
      }),
    keepOnly: (userNames) =>
      inTurn(async () => {
        const file = await read()
        const passwords = file.passwords.filter((each) => userNames.some((name) => isOf(each, name)))
        if (passwords.length < file.passwords.length) await write({ ...file, passwords })
      }),
    hashPassword: async (password) => {
      const salt = randomBytes(16)
      const derived = Buffer.from(await derive(password, salt))
      return `scrypt$${salt.toString('base64')}$${derived.toString('base64')}`
    },
    matches: async (password, hash) => {
      const [, salt, expected] = hash.split('$')
      if (salt === undefined || expected === undefined) return false
      const derived = await derive(password, Buffer.from(salt, 'base64'))
      const wanted = Buffer.from(expected, 'base64')
      return wanted.length === derived.length && timingSafeEqual(wanted, derived)
    },
    hasKeychain: () => keychain.isAvailable(),
  }
}
