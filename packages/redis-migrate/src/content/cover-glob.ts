const wildcards = /[*?[\]\\]/

/** A shorter text would leave out few keys. */
const shortest = 4
/** What no segment escapes, so that it is found also in a key that has another one's name in it. */
const otherThanPlain = /[^\w-]/

/**
 * One SCAN glob for the keys of several, and for each key that has the name of one of those as a segment: the longest text
 * that all of them hold. Undefined where they share none, or where one has more wildcards than `*`.
 */
export function coverGlob(globs: readonly string[]): string | undefined {
  const [first = '', ...others] = globs.map((glob) => glob.split(otherThanPlain))
  if (globs.length === 0 || globs.some((glob) => wildcards.test(glob.replaceAll('*', '')))) return undefined
  const texts = [...first].flatMap((run) => partsOf(run)).toSorted((a, b) => b.length - a.length)
  const shared = texts.find((text) => others.every((runs) => runs.some((run) => run.includes(text))))
  return shared === undefined ? undefined : `*${shared}*`
}

function partsOf(run: string): readonly string[] {
  const parts = new Set<string>()
  for (let from = 0; from < run.length; from += 1) {
    for (let to = from + shortest; to <= run.length; to += 1) parts.add(run.slice(from, to))
  }
  return [...parts]
}
