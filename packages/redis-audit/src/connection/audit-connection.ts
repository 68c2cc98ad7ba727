import { connect as connectPlainly, type Socket } from 'node:net'
import { connect as connectEncrypted } from 'node:tls'
import {
  describeRedisAddress,
  describeServerProblem,
  factsOfHello,
  judgeServer,
  redisTlsOptions,
  TradingError,
  unknownServer,
  type RedisAddress,
} from '@tradingboost/domain'
import { encodeCommands } from './encode-commands.ts'
import { createReplyParser, RefusedReply, type Reply, type TextForm } from './parse-reply.ts'
import type { ReadLine } from './read-command.ts'

/**
 * One connection that reads. A client for everything (a promise, a command object, a queue entry for each of millions of
 * commands) costs more than the server's work; here one promise stands for a whole batch.
 */
export interface AuditConnection {
  /** The answers to these commands in their order. Throws when the connection is lost before the last one. */
  readonly ask: (lines: readonly ReadLine[], form?: TextForm) => Promise<readonly Reply[]>
  readonly close: () => void
}

interface Batch {
  readonly size: number
  readonly form: TextForm
  readonly replies: Reply[]
  readonly resolve: (replies: readonly Reply[]) => void
  readonly reject: (cause: Error) => void
}

/** Connects and logs in. Throws a TradingError `redis-refused` when the server does not let us in, else an Error. */
export async function openConnection(address: RedisAddress, silenceMs: number): Promise<AuditConnection> {
  const socket = openSocket(address)
  const batches: Batch[] = []
  const parser = createReplyParser()
  let lost: Error | undefined

  const lose = (cause: Error): void => {
    if (lost !== undefined) return
    lost = cause
    socket.destroy()
    for (const batch of batches.splice(0)) batch.reject(cause)
  }
  const readReplies = (): void => {
    for (let batch = batches[0]; batch !== undefined; batch = batches[0]) {
      while (batch.replies.length < batch.size) {
        const reply = parser.next(batch.form)
        if (reply === undefined) return
        batch.replies.push(reply)
      }
      batches.shift()
      batch.resolve(batch.replies)
    }
  }
  socket.on('error', lose)
  socket.on('close', () => lose(new Error('the server closed the connection')))
  socket.setTimeout(silenceMs, () => {
    if (batches.length > 0) lose(new Error(`no answer within ${silenceMs} ms`))
  })
  socket.on('data', (chunk: Buffer) => {
    parser.append(chunk)
    try {
      readReplies()
    } catch (cause) {
      lose(cause instanceof Error ? cause : new Error(String(cause)))
    }
  })

  const send = (lines: readonly (readonly (string | Buffer)[])[], form: TextForm): Promise<readonly Reply[]> => {
    if (lost !== undefined) return Promise.reject(lost)
    if (lines.length === 0) return Promise.resolve([])
    return new Promise((resolve, reject) => {
      batches.push({ size: lines.length, form, replies: [], resolve, reject })
      socket.write(encodeCommands(lines))
    })
  }
  const close = (): void => lose(new Error('the audit closed the connection'))
  try {
    await logIn(address, (lines) => send(lines, 'text'))
  } catch (cause) {
    close()
    throw cause
  }
  return { ask: (lines, form = 'text') => send(lines, form), close }
}

function openSocket(address: RedisAddress): Socket {
  const { server } = address
  const target = server.kind === 'socket' ? { path: server.path } : { host: server.host, port: server.port }
  const tls = redisTlsOptions(address)
  return tls === undefined ? connectPlainly({ ...target, noDelay: true }) : connectEncrypted({ ...target, ...tls })
}

async function logIn(
  address: RedisAddress,
  send: (lines: readonly string[][]) => Promise<readonly Reply[]>,
): Promise<void> {
  const { username, password, database } = address
  const lines: string[][] = []
  if (password !== undefined) lines.push(username === undefined ? ['AUTH', password] : ['AUTH', username, password])
  if (database !== 0) lines.push(['SELECT', String(database)])
  // A node of a Cluster counts its own keys only, and a Sentinel none.
  lines.push(['HELLO'])
  // Nothing else tells a server that is loading its data, or that wants a password.
  lines.push(['DBSIZE'])
  const replies = await send(lines)
  const place = describeRedisAddress(address)
  // A server before version 6 does not know HELLO.
  const hello = replies.at(-2)
  const [problem] = judgeServer({ ...unknownServer, ...factsOfHello(hello) }, {})
  if (problem !== undefined) {
    throw new TradingError('redis-refused', describeServerProblem(place, problem), {
      retry: 'never',
      details: { ...problem, address: place },
    })
  }
  for (const reply of replies) {
    if (!(reply instanceof RefusedReply) || reply === hello) continue
    if (/^(?:LOADING|BUSY|MASTERDOWN)\b/.test(reply.message)) throw new Error(`${place} is not ready: ${reply.message}`)
    throw new TradingError('redis-refused', `${place} does not let the audit in: ${reply.message}`, {
      retry: 'never',
      details: { address: place },
    })
  }
}
