/** Writes a line, or several, to standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Writes a remark that is no part of the result to standard error. */
export function remark(text: string): void {
  process.stderr.write(`${text}\n`)
}
