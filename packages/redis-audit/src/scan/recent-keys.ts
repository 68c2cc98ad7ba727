/** Tells keys that were seen lately. */
export interface RecentKeys {
  /** Whether a key was not seen lately; from now on it was. */
  readonly isNew: (key: Buffer) => boolean
}

/**
 * The last 32,768 to 65,536 keys as fingerprints of 64 bits, forgotten a generation at a time: 1 MiB whatever the keys are.
 *
 * SCAN answers a key twice only where its table shrinks meanwhile, and then only a key out of the buckets that merge with
 * the one it stands at. SCAN walks the buckets by their reversed numbers, so these are the ones just before it: a window
 * finds every double while a table shrinks by less than its length, and needs no memory of all keys. That two keys of one
 * window share a fingerprint, so that the later one is passed over, happens once in about 10^8 audits of a million keys.
 */
export function createRecentKeys(generationKeys = 32_768): RecentKeys {
  let [older, newer] = [createFingerprints(generationKeys), createFingerprints(generationKeys)]
  return {
    isNew(key) {
      const [low, high] = [fingerprint(key, 0x9e37_79b9), fingerprint(key, 0x85eb_ca6b)]
      if (newer.has(low, high) || older.has(low, high)) return false
      if (newer.size() >= generationKeys) {
        const oldest = older
        older = newer
        newer = oldest
        newer.clear()
      }
      newer.add(low, high)
      return true
    },
  }
}

// Open addressing over pairs of words, half empty at most.
function createFingerprints(keys: number) {
  const mask = 2 ** Math.ceil(Math.log2(keys * 2)) - 1
  const words = new Uint32Array((mask + 1) * 2)
  let size = 0
  /** Where a fingerprint stands, or the free place where it would. */
  const placeOf = (low: number, high: number): number => {
    let at = low & mask
    while (!isFree(at) && (words[at * 2] !== low || words[at * 2 + 1] !== high)) at = (at + 1) & mask
    return at
  }
  const isFree = (at: number): boolean => words[at * 2] === 0 && words[at * 2 + 1] === 0
  return {
    size: () => size,
    has: (low: number, high: number): boolean => !isFree(placeOf(low, high)),
    add(low: number, high: number): void {
      const at = placeOf(low, high)
      words[at * 2] = low
      words[at * 2 + 1] = high
      size += 1
    },
    clear(): void {
      words.fill(0)
      size = 0
    },
  }
}

/** 32 bits of a key's bytes: multiply and rotate as MurmurHash3 does, a byte at a time. */
function fingerprint(key: Buffer, seed: number): number {
  let hash = seed ^ key.length
  // By index: the iterator of a buffer costs more than the arithmetic.
  for (let at = 0; at < key.length; at += 1) {
    hash = Math.imul(hash ^ (key[at] ?? 0), 0xcc9e_2d51)
    hash = (hash << 13) | (hash >>> 19)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  // 0 marks a free place.
  return (hash ^ (hash >>> 16)) >>> 0 || 1
}
