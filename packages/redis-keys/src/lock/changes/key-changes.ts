import { automatonOfPattern } from '../../collide/automaton-of-pattern.ts'
import { textOutside } from '../../collide/text-outside.ts'
import type { FamilyPair } from '../family-pair.ts'
import type { LockChange } from '../lock-change.ts'
import type { Lock, LockedSegment } from '../locked-family.ts'

type Segments = Lock['segments']

/** How the spelling of a family's keys changed: its template, or what one of its segments admits. */
export function keyChanges(
  { name: family, before, after }: FamilyPair,
  oldSegments: Segments,
  newSegments: Segments,
): readonly LockChange[] {
  const key = { family, class: 'KEY', compatibility: undefined } as const
  if (before.template !== after.template) {
    return [
      {
        ...key,
        detail: `"${before.template}" -> "${after.template}"`,
        rollout: 'needs a migration',
        bump: 'major',
        needsNewFamily: true,
      },
    ]
  }
  return parametersOf(after.template).flatMap((parameter): readonly LockChange[] => {
    const was = oldSegments[parameter]
    const is = newSegments[parameter]
    if (was === undefined || is === undefined || sameSegment(was, is)) return []
    const lost = outside(was, is)
    if (lost !== undefined) {
      const detail = `<${parameter}> no longer admits ${lost}`
      return [{ ...key, detail, rollout: 'needs a migration', bump: 'major', needsNewFamily: true }]
    }
    const won = outside(is, was)
    if (won === undefined) return []
    return [
      {
        ...key,
        detail: `<${parameter}> also admits ${won}`,
        rollout: 'readers first',
        bump: 'minor',
        needsNewFamily: false,
      },
    ]
  })
}

function parametersOf(template: string): readonly string[] {
  return [...template.matchAll(/<([^>]*)>/g)].map(([, name = '']) => name)
}

function sameSegment(a: LockedSegment, b: LockedSegment): boolean {
  return a.pattern === b.pattern && a.longest === b.longest
}

const known = new Map<string, string | undefined>()

/** What the first segment admits and the second does not, as the end of a sentence; undefined is a proof of nothing. */
function outside(first: LockedSegment, second: LockedSegment): string | undefined {
  const pair = JSON.stringify([first, second])
  if (known.has(pair)) return known.get(pair)
  const text =
    first.pattern === second.pattern
      ? undefined
      : textOutside(automatonOfPattern(first.pattern), automatonOfPattern(second.pattern))
  const isShorter = (second.longest ?? Number.POSITIVE_INFINITY) < (first.longest ?? Number.POSITIVE_INFINITY)
  const found =
    text === undefined ? (isShorter ? `more than ${second.longest} bytes` : undefined) : JSON.stringify(text)
  known.set(pair, found)
  return found
}
