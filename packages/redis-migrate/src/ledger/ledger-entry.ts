/** What a migration wrote for one source key: the backup of that key without its DUMP. */
export interface LedgerEntry {
  /** One more with each change; a change is made only to the revision that was read. */
  readonly revision: string
  readonly type: string
  /** Epoch milliseconds; -1 when the source does not expire. */
  readonly expiresAt: number
  /** Digest of the source that the targets say. */
  readonly source: string
  /** `writer`: a program wrote both layouts itself, the migration only looked. */
  readonly origin: 'migration' | 'writer'
  readonly targets: readonly LedgerTarget[]
  readonly members: readonly LedgerMember[]
  /** When the source was removed, in epoch milliseconds; undefined while it stands. */
  readonly removedAt: number | undefined
}

interface LedgerTarget {
  readonly key: string
  /** Digest of what was written. */
  readonly digest: string
  /** False when it stood there before and said the same. */
  readonly isOurs: boolean
}

interface LedgerMember {
  readonly key: string
  readonly member: string
  readonly isOurs: boolean
  /** The target key that it lists; undefined when it lists none. */
  readonly lists: string | undefined
}

/** What the names of the fields of an entry tell by themselves. */
export interface LedgerNames {
  readonly targets: readonly string[]
  readonly members: readonly Pick<LedgerMember, 'key' | 'member'>[]
}

export function readLedgerNames(names: readonly string[]): LedgerNames {
  return {
    targets: names.flatMap((name) => targetIn(name) ?? []),
    members: names.flatMap((name) => memberIn(name) ?? []),
  }
}

const targetIn = (name: string): string | undefined => (name.startsWith('t ') ? name.slice(2) : undefined)

function memberIn(name: string): Pick<LedgerMember, 'key' | 'member'> | undefined {
  if (!name.startsWith('m ')) return undefined
  const end = name.indexOf('\n')
  return { key: name.slice(2, end), member: name.slice(end + 1) }
}

/** Reads an entry from its fields; undefined when there is none. */
export function readLedgerEntry(flat: readonly string[]): LedgerEntry | undefined {
  if (flat.length === 0) return undefined
  const targets: LedgerTarget[] = []
  const members: LedgerMember[] = []
  const fields = new Map<string, string>()
  for (let at = 0; at < flat.length; at += 2) {
    const [field = '', value = ''] = [flat[at], flat[at + 1]]
    const [target, member] = [targetIn(field), memberIn(field)]
    if (target !== undefined) {
      const end = value.lastIndexOf(' ')
      targets.push({ key: target, digest: value.slice(0, end), isOurs: value.endsWith(' 1') })
    } else if (member !== undefined) {
      const [isOurs, lists] = [value.startsWith('1'), value.slice(2)]
      members.push({ ...member, isOurs, lists: lists === '' ? undefined : lists })
    } else fields.set(field, value)
  }
  const removedAt = fields.get('removedAt')
  return {
    revision: fields.get('revision') ?? '',
    type: fields.get('type') ?? '',
    expiresAt: Number(fields.get('expiresAt') ?? -1),
    source: fields.get('source') ?? '',
    origin: fields.get('origin') === 'writer' ? 'writer' : 'migration',
    targets,
    members,
    removedAt: removedAt === undefined ? undefined : Number(removedAt),
  }
}
