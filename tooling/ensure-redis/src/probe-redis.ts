import type { NetConnectOpts } from 'node:net'
import { connect } from 'node:net'

export type RedisProbe = { readonly ready: boolean; readonly processId: number | undefined }

/**
 * Asks a server once whether it serves and which process it is; undefined when nobody answers.
 * Speaks RESP itself, so that this package needs no client.
 */
export function probeRedis(address: NetConnectOpts, timeoutMs: number): Promise<RedisProbe | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address)
    let answer = ''
    const end = (probe: RedisProbe | undefined): void => {
      socket.destroy()
      resolve(probe)
    }
    socket.setTimeout(timeoutMs, () => end(undefined))
    socket.on('error', () => end(undefined))
    socket.on('close', () => end(undefined))
    socket.on('connect', () => socket.write('PING\r\nINFO server\r\n'))
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      if (answer.startsWith('-')) return end({ ready: false, processId: undefined })
      const processId = /^process_id:(\d+)\r$/m.exec(answer)?.[1]
      if (processId !== undefined) end({ ready: answer.startsWith('+PONG'), processId: Number(processId) })
    })
  })
}
