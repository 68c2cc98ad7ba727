import { globsMeet } from './glob-meets.ts'

/** The key rules of one user of a server: those of its root, and whole selectors. */
export interface KeyRules {
  readonly user: string
  /** Rules such as `~a:*` or `%R~b:*`, in their order. */
  readonly keys: readonly string[]
  /** Selectors as SETUSER takes them: `(+@all ~a:*)`. */
  readonly selectors: readonly string[]
}

/** Rules under which a user still reads what it did, and writes nothing that one of the globs reaches. */
export function fenceRules({ user, keys, selectors }: KeyRules, globs: readonly string[]): KeyRules {
  return {
    user,
    keys: fenceKeys(keys, globs),
    selectors: selectors.map((selector) => {
      const words = selector.slice(1, -1).split(' ')
      const isKey = (word: string): boolean => /^(?:~|%[RW]+~)/.test(word)
      return `(${[...words.filter((word) => !isKey(word)), ...fenceKeys(words.filter(isKey), globs)].join(' ')})`
    }),
  }
}

/** The rules that the fence narrows to reading, though they also reach keys that are none of the old layout. */
export function fencedWider(keys: readonly string[], globs: readonly string[]): readonly string[] {
  return keys.filter(
    (rule) => writes(rule) && !globs.includes(globOf(rule)) && globs.some((glob) => globsMeet(glob, globOf(rule))),
  )
}

/** The words of ACL SETUSER that give a user exactly these key rules and leave everything else of it alone. */
export function setUserWords({ user, keys, selectors }: KeyRules): readonly string[] {
  return ['SETUSER', user, 'resetkeys', 'clearselectors', ...keys, ...selectors]
}

function fenceKeys(keys: readonly string[], globs: readonly string[]): readonly string[] {
  return keys.flatMap((rule) => {
    if (!writes(rule) || !globs.some((glob) => globsMeet(glob, globOf(rule)))) return [rule]
    return rule.startsWith('%W~') ? [] : [`%R~${globOf(rule)}`]
  })
}

const globOf = (rule: string): string => rule.slice(rule.indexOf('~') + 1)
const writes = (rule: string): boolean => rule.startsWith('~') || /^%R?W/.test(rule)
