import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { readableLogLine } from './readable-log-line.ts'

export interface WatchedOutput {
  /** From now on lines are passed on, and those held back so far. */
  readonly open: () => void
  /** From now on lines are dropped. */
  readonly mute: () => void
  /** Why it ended, in its own words: the error that it printed, else its last line of standard error. */
  readonly lastWords: () => string | undefined
  /** Resolves when both streams have been read to their end. */
  readonly drained: Promise<void>
}

const keptLines = 50
const errorLine = /^(\w*Error|\w+: \w*Error)\b/

/** Reads what a process writes, a line at a time; holds it back until `open`, so that a failed start is one sentence. */
export function watchOutput(child: ChildProcess, pass: (line: string) => void): WatchedOutput {
  let held: string[] = []
  let state: 'held' | 'open' | 'muted' = 'held'
  const errors: string[] = []

  const take = (line: string): void => {
    if (state === 'open') pass(readableLogLine(line))
    if (state === 'held') held = [...held.slice(1 - keptLines), line]
  }
  const read = (stream: Readable | null, keep: (line: string) => void): Promise<void> =>
    new Promise((resolve) => {
      if (stream === null) return resolve()
      const lines = createInterface({ input: stream })
      lines.on('line', (line) => {
        if (line.trim() === '') return
        keep(line)
        take(line)
      })
      lines.once('close', () => resolve())
    })
  const keepError = (line: string): void => {
    errors.push(line)
    if (errors.length > keptLines) errors.shift()
  }
  const drained = Promise.all([read(child.stdout, () => undefined), read(child.stderr, keepError)])
  return {
    open() {
      state = 'open'
      held.splice(0).forEach(take)
    },
    mute() {
      state = 'muted'
    },
    lastWords: () => errors.findLast((line) => errorLine.test(line)) ?? errors.at(-1),
    drained: drained.then(() => undefined),
  }
}
