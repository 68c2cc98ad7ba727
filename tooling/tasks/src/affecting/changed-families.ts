const definition = /^export const (\w+) = define(?:Key|Channel)\b/

/** The names of the key families whose definition differs between two texts of a catalogue file, added and removed ones included. */
export function changedFamilies(before: string, after: string): readonly string[] {
  const was = definitionsIn(before)
  const is = definitionsIn(after)
  return [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name)).toSorted()
}

function definitionsIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  let name: string | undefined
  for (const line of text.split('\n')) {
    const [, starts] = definition.exec(line) ?? []
    if (starts !== undefined) name = starts
    else if (/^(?:export |const |function |\/\*\*)/.test(line)) name = undefined
    if (name !== undefined) found.set(name, `${found.get(name) ?? ''}${line}\n`)
  }
  return found
}

/** The files among these texts, by path, that import a family from the catalogue's package. */
export function importersOf(family: string, texts: ReadonlyMap<string, string>): readonly string[] {
  const imported = new RegExp(String.raw`import (?:type )?\{[^}]*\b${family}\b[^}]*\} from '@tradingboost/redis-keys'`)
  return [...texts].filter(([, text]) => imported.test(text)).map(([file]) => file)
}
