import type { FamilyPair } from '../family-pair.ts'
import { readingFaults } from '../compatibility/reading-faults.ts'
import { sameJson } from '../json-value.ts'
import type { Compatibility, LockChange, Rollout } from '../lock-change.ts'
import type { LockedFamily } from '../locked-family.ts'

/** How what a family's keys hold changed, and whether old and new releases read each other's data. */
export function valueChanges({ name: family, before, after }: FamilyPair): readonly LockChange[] {
  // Of another type the values do not compare, and TYPE says it all.
  if (before.type !== after.type) return []
  const value = { family, class: 'VALUE' } as const
  const changes: LockChange[] = []
  for (const [what, was, is] of [
    ['encoding', before.value.encoding, after.value.encoding],
    ['score', before.value.score, after.value.score],
  ] as const) {
    if (was === is) continue
    const detail = `${what} ${was ?? 'none'} -> ${is ?? 'none'}`
    changes.push({
      ...value,
      compatibility: 'breaking',
      detail,
      rollout: 'needs a migration',
      bump: 'major',
      needsNewFamily: true,
    })
  }
  if (sameJson(before.value.schema, after.value.schema)) return changes
  const oldDataRefused = readingFaults(after.value.schema, before.value.schema)
  const newDataRefused = readingFaults(before.value.schema, after.value.schema)
  const compatibility = compatibilityOf(oldDataRefused, newDataRefused)
  const rollout = rolloutOf(compatibility, before)
  changes.push({
    ...value,
    compatibility,
    detail: [
      ...told('new readers of old data', oldDataRefused),
      ...told('old readers of new data', newDataRefused),
      ...(compatibility === 'full' ? ['old and new readers accept both'] : []),
    ].join('. '),
    rollout,
    bump: compatibility === 'full' || compatibility === 'backward' ? 'minor' : 'major',
    needsNewFamily: rollout === 'needs a migration',
  })
  return changes
}

function told(whom: string, faults: readonly string[]): readonly string[] {
  return faults.length === 0 ? [] : [`${whom}: ${faults.join('; ')}`]
}

function compatibilityOf(oldDataRefused: readonly string[], newDataRefused: readonly string[]): Compatibility {
  if (oldDataRefused.length === 0) return newDataRefused.length === 0 ? 'full' : 'backward'
  return newDataRefused.length === 0 ? 'forward' : 'breaking'
}

function rolloutOf(compatibility: Compatibility, { lifetime }: LockedFamily): Rollout {
  switch (compatibility) {
    case 'full':
      return 'any order'
    case 'backward':
      return 'readers first'
    case 'forward':
      // New readers refuse what old writers left: that runs out, or somebody has to rewrite it. A message is not left.
      return lifetime === undefined || lifetime.kind === 'expires-after' ? 'writers first' : 'needs a migration'
    case 'breaking':
      return 'needs a migration'
  }
}
