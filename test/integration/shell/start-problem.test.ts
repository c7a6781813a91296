import { describe, expect, it } from 'vitest'
import { isOfNetwork } from '../../../src-main/platform/network-drive'

describe('a network drive', () => {
  it.each([
    ['\\\\server\\share\\imi', 0, true],
    ['/srv/imi on NFS', 0x6969, true],
    ['/srv/imi on a Windows server', 0xfe534d42, true],
    ['C:\\Users\\keller', 0, false],
    ['\\\\?\\C:\\Users\\keller', 0, false],
    ['/home/keller on ext4', 0xef53, false],
  ])('is recognised by its path or its file system: %s', (path, type, network) => {
    expect(isOfNetwork(path, type)).toBe(network)
  })
})
