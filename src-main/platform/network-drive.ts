import { statfs } from 'node:fs/promises'

/** File systems that lie on another PC, as Linux numbers them: NFS, SMB and its successors, AFS, 9P, Ceph. */
const NETWORK_TYPES: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x01021997, 0x00c36400,
])

/** Whether this number, or this form of a path, is of a network drive. */
export function isOfNetwork(path: string, type: number): boolean {
  return /^\\\\[^?.]/.test(path) || NETWORK_TYPES.has(type)
}

/**
 * Whether a folder lies on a network drive: SQLite shares memory beside its file, which no two PCs can.
 * @param path of a folder that exists
 */
export async function isOnNetwork(path: string): Promise<boolean> {
  const { type } = await statfs(path)
  return isOfNetwork(path, process.platform === 'linux' ? type : 0)
}
