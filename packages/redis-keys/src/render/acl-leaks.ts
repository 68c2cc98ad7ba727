import { catalogue as ourCatalogue } from '../catalogue/catalogue.ts'
import { automatonOfPattern } from '../collide/automaton-of-pattern.ts'
import { shortestCommonText } from '../collide/shortest-common-text.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import type { AclOwner } from './acl-owner.ts'
import { familiesWrittenBy } from './acl-user.ts'
import { formatGlob, type GlobPattern, globPatterns, globRegularExpression } from './glob-pattern.ts'

/** A key of a family that a user must not write, and the glob that lets it. */
export interface AclLeak {
  readonly glob: string
  /** The family for which the user has that glob. */
  readonly for: AnyKeyFamily
  /** The family that it also reaches. */
  readonly reaches: AnyKeyFamily
  /** A shortest key of it that the glob matches. */
  readonly witness: string
}

/**
 * The families that a user can write though it should not, because `*` in the glob of one of its own also reads colons;
 * one leak for each of them.
 */
export function aclLeaks(name: AclOwner, families: readonly AnyKeyFamily[] = ourCatalogue): readonly AclLeak[] {
  const written = familiesWrittenBy(name, families)
  const others = families.filter((family) => !written.includes(family))
  const globs = written.flatMap((family) => globPatterns(family).map((pattern) => ({ family, pattern })))
  return others.flatMap((reaches) => {
    const shape = automatonOfPattern(reaches.pattern)
    for (const { family, pattern } of globs) {
      if (!mayMeet(pattern, reaches)) continue
      const witness = shortestCommonText(automatonOfPattern(globRegularExpression(pattern)), shape)
      if (witness !== undefined) return [{ glob: formatGlob(pattern), for: family, reaches, witness }]
    }
    return []
  })
}

/** Whether the fixed beginnings of a glob and of a template agree; the automata are spared where they do not. */
function mayMeet(pattern: GlobPattern, family: AnyKeyFamily): boolean {
  const first = family.parts[0]
  const head = first?.kind === 'literal' ? first.text : ''
  const free = pattern.findIndex(({ kind }) => kind !== 'character')
  const fixed = formatGlob(free < 0 ? pattern : pattern.slice(0, free))
  return head.startsWith(fixed) || fixed.startsWith(head)
}
