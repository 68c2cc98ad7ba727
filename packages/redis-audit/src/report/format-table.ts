const narrowest = 6

/** Lines of a table: the first and the last of four columns begin where their title does, the figures end there. */
export function formatTable(titles: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = titles.map((title, column) =>
    Math.max(title.length, narrowest, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  return [titles, ...rows].map((row) =>
    row
      .map((cell, column) =>
        column === 1 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}
