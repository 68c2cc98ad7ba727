/** Where people watch a run: one line that changes, and lines that stay. */
export interface Screen {
  /** Whether a changing line makes sense here. */
  readonly isLive: boolean
  readonly columns: number
  /** Shows the changing line; an ordinary line where none can change. */
  readonly progress: (line: string) => void
  readonly say: (line: string) => void
  /** Removes the changing line. */
  readonly clear: () => void
}

const eraseLine = '\r\u001B[2K'

/** The part of a terminal's stream that a screen uses; neither flag is there on a file or pipe. */
export interface TerminalStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): boolean
}

/** Writes to a terminal, or plain lines to whatever else the stream is. */
export function createScreen(stream: TerminalStream): Screen {
  const isLive = stream.isTTY === true
  let shown = ''
  const erase = (): void => {
    if (shown !== '') stream.write(eraseLine)
  }
  return {
    isLive,
    get columns() {
      return isLive ? (stream.columns ?? 80) : 120
    },
    progress(line) {
      if (!isLive) return void stream.write(`${line}\n`)
      shown = line
      stream.write(eraseLine + line)
    },
    say(line) {
      erase()
      stream.write(`${line}\n`)
      if (shown !== '') stream.write(shown)
    },
    clear() {
      erase()
      shown = ''
    },
  }
}
