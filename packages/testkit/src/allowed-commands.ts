import type { Redis } from 'ioredis'

/**
 * Those of a server's commands, subcommands as `acl|log`, that it would let a user run if their keys were right. `admin` is
 * a client with every right.
 */
export async function allowedCommands(
  admin: Redis,
  user: string,
  commands: readonly string[],
): Promise<readonly string[]> {
  const verdicts = await Promise.all(
    commands.map(async (command) => {
      const words = command.split('|')
      const args = Array.from({ length: Math.max(0, (await leastWords(admin, command)) - words.length) }, () => '1')
      const verdict = String(await admin.call('acl', 'DRYRUN', user, ...words, ...args))
      return /permissions? to run/.test(verdict) ? [] : [command]
    }),
  )
  return verdicts.flat()
}

/** The fewest words with which the server takes the command; it counts them negative where there may be more. */
async function leastWords(admin: Redis, command: string): Promise<number> {
  const answer = await admin.call('command', 'INFO', command)
  const description: unknown = Array.isArray(answer) ? answer[0] : undefined
  const arity: unknown = Array.isArray(description) ? description[1] : undefined
  if (typeof arity !== 'number') throw new Error(`the server knows no command ${command}`)
  return Math.abs(arity)
}
