/* eslint-disable @typescript-eslint/no-deprecated -- the asynchronous twins are missing in the runtime that tests use (Electron 33) */
import { safeStorage } from 'electron'
import type { Keychain } from '../app/ports'

/**
 * The keychain of the operating system. On Linux without one Electron would fall back to a fixed password, which
 * protects nothing: that counts as having none.
 */
export const systemKeychain: Keychain = {
  isAvailable: () =>
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
  wrap: (text) => safeStorage.encryptString(text).toString('base64'),
  unwrap: (wrapped) => {
    try {
      return safeStorage.decryptString(Buffer.from(wrapped, 'base64'))
    } catch {
      // Another user's keychain, or one that was reset: the password or the recovery code opens the store.
      return null
    }
  },
}
