import type { ChildProcessByStdio } from 'node:child_process'
import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

/**
 * The shell between us and the server. Its standard input is a pipe that only we hold: the kernel closes it when we end,
 * by SIGKILL too, and then the watcher ends the server (after CONT, for a stopped process does not hear TERM) and the
 * shell removes the server's folder. The watcher is patient in short sleeps, each of which ends before it does: nothing of it
 * stays. A signal from the terminal does not reach them, being in a session of their own:
 * the caller decides who stops first.
 */
const supervise = `
remove=$1; shift
exec 3<&0 </dev/null
"$@" 3<&- & server=$!
echo "$server"
(
  while read -r _ <&3; do :; done
  trap exit TERM
  kill -TERM "$server"; kill -CONT "$server"
  tenths=0
  while [ "$tenths" -lt 50 ]; do sleep 0.1 3<&-; tenths=$((tenths + 1)); done
  kill -KILL "$server"
) >/dev/null 2>&1 & watcher=$!
exec 3<&-
wait "$server"; code=$?
kill "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null
if [ -n "$remove" ]; then rm -rf "$remove"; fi
exit "$code"
`

export type SupervisedProcess = {
  readonly pid: number
  /** Asks it to end by SIGTERM (SIGKILL after five seconds) and resolves when it is gone. */
  stop(): Promise<void>
  /** Resolves when it is gone, for whatever reason. */
  readonly gone: Promise<void>
  /** Undefined while it runs. */
  exit(): ProcessExit | undefined
}

type ProcessExit = { readonly code: number | undefined; readonly output: string }

export type SuperviseOptions = {
  readonly command: string
  readonly args: readonly string[]
  /** Removed when the process has ended. */
  readonly removeFolder?: string
}

/** Starts a process that ends when this process ends, however that ends. */
export async function startSupervised({ command, args, removeFolder }: SuperviseOptions): Promise<SupervisedProcess> {
  const shell = spawn('/bin/sh', ['-c', supervise, 'supervise', removeFolder ?? '', command, ...args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // The shell may be gone before we close its input: nothing is lost.
  shell.stdin.on('error', () => undefined)
  const output = { out: '', err: '' }
  shell.stdout.on('data', (chunk: Buffer) => {
    output.out = (output.out + chunk.toString()).slice(-4_000)
  })
  shell.stderr.on('data', (chunk: Buffer) => {
    output.err = (output.err + chunk.toString()).slice(-4_000)
  })
  let ended: ProcessExit | undefined
  const gone = new Promise<void>((resolve) => {
    shell.once('close', (code) => {
      shell.stdin.destroy()
      ended = { code: code ?? undefined, output: `${output.out}\n${output.err}`.trim() }
      resolve()
    })
  })
  const pid = await readPid(shell)
  return {
    pid,
    async stop() {
      shell.stdin.end()
      await gone
    },
    gone,
    exit: () => ended,
  }
}

/** The shell's first line is the number of the process that it started. */
function readPid(shell: ChildProcessByStdio<Writable, Readable, Readable>): Promise<number> {
  return new Promise((resolve, reject) => {
    shell.once('error', reject)
    let text = ''
    const read = (chunk: Buffer): void => {
      text += chunk.toString()
      const pid = /^(\d+)\n/.exec(text)?.[1]
      if (pid === undefined) return
      shell.stdout.off('data', read)
      resolve(Number(pid))
    }
    shell.stdout.on('data', read)
    shell.once('close', () => reject(new Error('/bin/sh ended before it started the program')))
  })
}
