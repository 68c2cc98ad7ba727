const steps = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']

/** Draws a series in one line of at most `width` characters, from its lowest to its highest; each character is the last value of its stretch. */
export function sparkline(values: readonly number[], width: number): string {
  const low = Math.min(...values)
  const span = Math.max(...values) - low
  const cells = Math.min(width, values.length)
  return Array.from({ length: cells }, (_, cell) => {
    const value = values[Math.ceil(((cell + 1) * values.length) / cells) - 1] ?? low
    const height = span === 0 ? 0 : Math.round(((value - low) / span) * (steps.length - 1))
    return steps[height] ?? ''
  }).join('')
}
