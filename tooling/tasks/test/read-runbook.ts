/** One block of a runbook that a program can follow. */
export type RunbookStep =
  /** A line of `sh`; `# exit code N` behind it tells a code that is not 0. */
  | { readonly kind: 'command'; readonly words: readonly string[]; readonly exitCode: number }
  /** A `diff` to apply. */
  | { readonly kind: 'patch'; readonly text: string }
  /** A line of `text`: the commands of the block before print it, perhaps with more beside it. */
  | { readonly kind: 'output'; readonly line: string }

/** What the fenced blocks of a runbook tell its reader to do and to see, in their order. */
export function readRunbook(markdown: string): readonly RunbookStep[] {
  return [...markdown.matchAll(/^```(\w*)\n(.*?)^```$/gms)].flatMap(([, language = '', text = '']): RunbookStep[] => {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    switch (language) {
      case 'sh':
        return lines.map(readCommand)
      case 'diff':
        return [{ kind: 'patch', text }]
      case 'text':
        return lines.map((line) => ({ kind: 'output', line }))
      default:
        throw new Error(`a block of "${language}" is no step: write sh, diff or text`)
    }
  })
}

function readCommand(line: string): RunbookStep {
  const [, command = '', code = '0'] = /^(.*?)(?:\s+# exit code (\d+))?$/.exec(line) ?? []
  return { kind: 'command', words: command.split(' '), exitCode: Number(code) }
}
