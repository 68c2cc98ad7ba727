import type { AnyKeyFamily } from '@tradingboost/redis-keys'
import type { Scope } from './find-source.ts'

/** Fixed beginnings of a family's keys: its leading literals and closed lists of words. */
function prefixesOf({ parts }: AnyKeyFamily, { exchange }: Scope): readonly string[] {
  let prefixes = ['']
  for (const part of parts) {
    if (part.kind === 'literal') prefixes = prefixes.map((prefix) => prefix + part.text)
    else if (part.segment.words === undefined) break
    else {
      const words = part.name === 'exchange' && exchange !== undefined ? [exchange] : part.segment.words
      prefixes = prefixes.flatMap((prefix) => words.map((word) => prefix + word))
    }
  }
  return prefixes
}

/** The prefixes under which keys of these families stand; none begins with another one, as Redis demands of trackers. */
export function oldPrefixes(families: readonly AnyKeyFamily[], scope: Scope = {}): readonly string[] {
  const all = [...new Set(families.flatMap((family) => prefixesOf(family, scope)))].toSorted()
  return all.filter((prefix) => !all.some((other) => other !== prefix && prefix.startsWith(other)))
}

/** A SCAN glob that finds every key of these families, and as few others as one glob can; undefined when it would find all. */
export function scanGlob(families: readonly AnyKeyFamily[]): string | undefined {
  const globs = [...new Set(families.map(({ glob }) => glob))]
  const widest = globs.filter((glob) => !globs.some((other) => other !== glob && covers(other, glob)))
  return widest.length === 1 ? widest[0] : commonBeginning(families)
}

function commonBeginning(families: readonly AnyKeyFamily[]): string | undefined {
  const beginnings = families.map(({ parts: [first] }) => (first?.kind === 'literal' ? first.text : ''))
  let common = beginnings[0] ?? ''
  for (const beginning of beginnings) {
    while (!beginning.startsWith(common)) common = common.slice(0, -1)
  }
  return common === '' || /[*?[\]\\]/.test(common) ? undefined : `${common}*`
}

/** Whether a glob that ends in `*` covers another one by its beginning. */
const covers = (wide: string, narrow: string): boolean => wide.endsWith('*') && narrow.startsWith(wide.slice(0, -1))

/** ACL globs that reach every key of these families; a closed list at the start of a template becomes one glob a word. */
export function oldGlobs(families: readonly AnyKeyFamily[], scope: Scope = {}): readonly string[] {
  const rest = ({ parts }: AnyKeyFamily): string => {
    const free = parts.findIndex((part) => part.kind === 'parameter' && part.segment.words === undefined)
    return parts
      .slice(free < 0 ? parts.length : free)
      .map((part) => (part.kind === 'literal' ? part.text : '*'))
      .join('')
  }
  const globs = families.flatMap((family) => prefixesOf(family, scope).map((prefix) => prefix + rest(family)))
  return [...new Set(globs)].filter((glob, _at, all) => !all.some((other) => other !== glob && covers(other, glob)))
}
