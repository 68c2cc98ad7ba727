/** A Markdown table; a bar in a cell would end it and is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

/** Text as Markdown code. */
export function code(text: string): string {
  return `\`${text}\``
}

/** Text outside code, where an angle bracket would begin a tag. */
export function plain(text: string): string {
  return text.replaceAll('<', String.raw`\<`)
}
