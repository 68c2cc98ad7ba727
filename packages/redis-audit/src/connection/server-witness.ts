import type { AuditConnection } from './audit-connection.ts'
import { isReplyList, type Reply } from './parse-reply.ts'
import type { ReadLine } from './read-command.ts'

/** Tells whether a server is the process that was asked before, so that its cursors still lead on. */
export interface ServerWitness {
  /** Looks on at what is asked and answered. */
  readonly observe: (lines: readonly ReadLine[], replies: readonly Reply[]) => void
  readonly isSame: (connection: AuditConnection) => Promise<boolean>
}

/** Fewer keys than these may come again by chance. */
const fewestKeys = 50
const shareThatComesAgain = 0.8

/**
 * By the id of its process, where INFO is granted. Otherwise by the last step of SCAN: a process orders its keys by a secret
 * that it draws at its start, so the same cursor gives the same keys again, but for what changed, or quite others.
 */
export function createServerWitness(runId: string | undefined): ServerWitness {
  let step: { readonly line: ReadLine; readonly keys: ReadonlySet<string> } | undefined
  return {
    observe(lines, replies) {
      const [line] = lines
      if (runId !== undefined || line?.[0] !== 'SCAN') return
      const keys = keysOf(replies[0])
      if (keys.length >= fewestKeys) step = { line, keys: new Set(keys) }
    },
    async isSame(connection) {
      if (runId !== undefined) return (await readRunId(connection)) === runId
      if (step === undefined) return false
      const { line, keys } = step
      const [reply] = await connection.ask([line], 'bytes')
      const again = keysOf(reply).filter((key) => keys.has(key))
      return again.length >= keys.size * shareThatComesAgain
    },
  }
}

/** The id of the server's process; undefined where INFO is not granted. */
export async function readRunId(connection: AuditConnection): Promise<string | undefined> {
  const [info] = await connection.ask([['INFO', 'server']])
  return typeof info === 'string' ? /^run_id:(\w+)/m.exec(info)?.[1] : undefined
}

function keysOf(reply: Reply | undefined): readonly string[] {
  const page = isReplyList(reply) ? reply[1] : undefined
  return isReplyList(page) ? page.flatMap((key) => (Buffer.isBuffer(key) ? [key.toString('latin1')] : [])) : []
}
