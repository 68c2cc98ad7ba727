import type { KeyReference } from './key-reference.ts'

/** The reference as JSON, one family, channel or user a line, so that a change of one is a change of one line. */
export function renderReferenceJson(reference: KeyReference): string {
  const lists = Object.entries(reference).map(([name, rows]: readonly [string, readonly unknown[]]) => {
    const lines = rows.map((row) => `    ${JSON.stringify(row)}`)
    return `  ${JSON.stringify(name)}: [\n${lines.join(',\n')}\n  ]`
  })
  return `{\n${lists.join(',\n')}\n}\n`
}
