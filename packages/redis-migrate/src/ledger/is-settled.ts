import type { KeyState } from './read-source.ts'

/**
 * Whether the ledger was made of exactly this state. A key that was moved in place has to be what was made of it: the bytes
 * that it was made of, once written again, are of the old layout. One that said nothing is gone, whatever its time was.
 */
export function isSettled({ entry, digest, expiresAt }: KeyState, key: string): boolean {
  if (entry === undefined) return false
  const itself = entry.targets.find((target) => target.key === key)
  if (itself?.digest === goneDigest) return digest === goneDigest
  return entry.expiresAt === expiresAt && digest === (itself?.digest ?? entry.source)
}

/** The digest of no key. */
const goneDigest = ''
