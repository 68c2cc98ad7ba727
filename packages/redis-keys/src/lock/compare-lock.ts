import { keyChanges } from './changes/key-changes.ts'
import { ownerChanges } from './changes/owner-changes.ts'
import { ttlChanges } from './changes/ttl-changes.ts'
import { valueChanges } from './changes/value-changes.ts'
import type { FamilyPair } from './family-pair.ts'
import type { LockChange } from './lock-change.ts'
import type { Lock, LockedFamily } from './locked-family.ts'
import { renamedFamilies } from './renamed-families.ts'

/** Every change from one lock to another, by family, each with its class and the order of rollout that it demands. */
export function compareLock(before: Lock, after: Lock): readonly LockChange[] {
  const renamed = renamedFamilies(before, after)
  const names = [...new Set([...Object.keys(before.families), ...Object.keys(after.families)])].toSorted()
  return names.flatMap((name): readonly LockChange[] => {
    const was = before.families[renamed.get(name) ?? name]
    const is = after.families[name]
    if (was === undefined) return is === undefined ? [] : [added(name, is)]
    if (is === undefined) return [...renamed.values()].includes(name) ? [] : [removed(name, was)]
    const pair: FamilyPair = { name, before: was, after: is }
    const old = renamed.get(name)
    return [
      ...(old === undefined ? [] : [rename(name, old)]),
      ...statusChanges(pair),
      ...inHistory(pair, [
        ...keyChanges(pair, before.segments, after.segments),
        ...typeChanges(pair),
        ...valueChanges(pair),
        ...ttlChanges(pair),
        ...ownerChanges(pair),
      ]),
    ]
  })
}

const change = { class: 'KEY', compatibility: undefined, needsNewFamily: false } as const

function added(family: string, { status, template, replaces }: LockedFamily): LockChange {
  if (status === 'deprecated') {
    return { ...change, family, detail: `now named, deprecated: "${template}"`, rollout: 'any order', bump: 'patch' }
  }
  return replaces.length === 0
    ? { ...change, family, detail: `new family "${template}"`, rollout: 'readers first', bump: 'minor' }
    : {
        ...change,
        family,
        detail: `new family "${template}" in place of ${replaces.join(' and ')}`,
        rollout: 'needs a migration',
        bump: 'minor',
      }
}

function removed(family: string, { status, template }: LockedFamily): LockChange {
  return status === 'deprecated'
    ? { ...change, family, detail: `no longer named: "${template}"`, rollout: 'any order', bump: 'minor' }
    : {
        ...change,
        family,
        detail: `active family "${template}" is gone`,
        rollout: 'needs a migration',
        bump: 'major',
        needsNewFamily: true,
      }
}

function rename(family: string, old: string): LockChange {
  return { ...change, family, detail: `was called ${old}; its keys stay`, rollout: 'any order', bump: 'major' }
}

function statusChanges({ name: family, before, after }: FamilyPair): readonly LockChange[] {
  if (before.status === after.status) return []
  return after.status === 'deprecated'
    ? [{ ...change, family, detail: 'active -> deprecated', rollout: 'writers first', bump: 'minor' }]
    : [{ ...change, family, detail: 'deprecated -> active', rollout: 'readers first', bump: 'minor' }]
}

function typeChanges({ name: family, before, after }: FamilyPair): readonly LockChange[] {
  if (before.type === after.type) return []
  return [
    {
      family,
      class: 'TYPE',
      compatibility: undefined,
      detail: `${before.type} -> ${after.type}`,
      rollout: 'needs a migration',
      bump: 'major',
      needsNewFamily: true,
    },
  ]
}

// Nobody writes a family before it is active: what changes is only how well it describes what others left. One that comes
// back from deprecated meets the keys that were written in its released form.
function inHistory({ before, after }: FamilyPair, changes: readonly LockChange[]): readonly LockChange[] {
  const comesBack = before.status === 'deprecated' && after.status === 'active'
  if (before.status === 'active' || comesBack) return changes
  return changes.map((one) => ({ ...one, rollout: 'any order', bump: 'patch', needsNewFamily: false }))
}
