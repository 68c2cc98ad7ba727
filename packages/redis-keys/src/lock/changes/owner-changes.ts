import type { FamilyPair } from '../family-pair.ts'
import type { LockChange } from '../lock-change.ts'

/** How the circle of those who write and read a family changed: the server's rules follow it. */
export function ownerChanges({ name: family, before, after }: FamilyPair): readonly LockChange[] {
  const owner = { family, class: 'OWNER', compatibility: undefined, needsNewFamily: false } as const
  const come = after.readers.filter((reader) => !before.readers.includes(reader))
  const gone = before.readers.filter((reader) => !after.readers.includes(reader))
  const changes: LockChange[] = []
  if (before.owner !== after.owner) {
    changes.push({
      ...owner,
      detail: `written by ${before.owner} -> ${after.owner}`,
      rollout: 'writers first',
      bump: 'major',
    })
  }
  if (come.length > 0) {
    changes.push({ ...owner, detail: `also read by ${come.join(', ')}`, rollout: 'any order', bump: 'minor' })
  }
  if (gone.length > 0) {
    changes.push({ ...owner, detail: `no longer read by ${gone.join(', ')}`, rollout: 'readers first', bump: 'major' })
  }
  return changes
}
