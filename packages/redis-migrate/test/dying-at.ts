import type { RedisConnection } from '@tradingboost/trading-cache'

/** A connection that fails for good at its nth command, as the process would be gone. */
export function dyingAt(
  connection: RedisConnection,
  last: number,
): { readonly connection: RedisConnection; words(): number } {
  let words = 0
  const live = (): void => {
    words += 1
    if (words > last) throw new Error('killed')
  }
  return {
    words: () => words,
    connection: {
      ...connection,
      send: async (command) => {
        live()
        return await connection.send(command)
      },
      sendAll: async (commands) => {
        live()
        return await connection.sendAll(commands)
      },
      run: async (call) => {
        live()
        return await connection.run(call)
      },
    },
  }
}
