import type { UserReference } from './key-reference.ts'
import { code, table } from './markdown.ts'

const introduction = `## Users of the server

\`npx -y pnpm@12 run keys acl --owner NAME\` prints the Redis 7 rules of each: the bots, a program beside them that writes only
"shared" families, the audit and a migration. No user has the category \`@dangerous\`. The bots, shared and the audit have none of
its commands either, so they cannot run INFO: a client connects without ioredis's ready check. A migration has RESTORE, INFO, and
for its fence ACL GETUSER, LOG and SETUSER, with which it could give itself any right: its password is for the time of a run.
No program of ours publishes yet; the channels are granted to the bots, PUBLISH and SUBSCRIBE are not.`

/** The section on the users of the server: what each writes and reads, and where a glob reaches too far. */
export function renderUsers(users: readonly UserReference[]): string {
  return [introduction, ...users.map(renderUser)].join('\n\n')
}

function renderUser({ name, commands, writes, reads, channels, leaks }: UserReference): string {
  const lines = [
    `- commands: ${commands.map(code).join(' ')}`,
    ...listed('reads and writes', writes),
    ...listed('reads', reads),
    ...listed('channels', channels),
  ]
  return [`### ${name}`, lines.join('\n'), ...(leaks.length === 0 ? [] : [leakTable(leaks)])].join('\n\n')
}

function listed(what: string, globs: readonly string[]): readonly string[] {
  return globs.length === 0
    ? []
    : [
        `- ${what}: ${shortened(globs)
          .map((glob) => (glob === '' ? 'the empty key' : code(glob)))
          .join(' ')}`,
      ]
}

/** The globs of one length each, `orders:[^:]` and on, as their first and last. */
function shortened(globs: readonly string[]): readonly string[] {
  const byHead = Map.groupBy(globs, (glob) => (glob.includes('[^:]') ? glob.slice(0, glob.indexOf('[^:]')) : glob))
  return [...byHead].map(([head, same]) =>
    same[0] === head ? head : `${head}[^:]` + (same.length > 1 ? ` (1 to ${same.length} times [^:])` : ''),
  )
}

function leakTable(leaks: UserReference['leaks']): string {
  return [
    'A Redis glob cannot say "anything without a colon", so these reach keys that this user should leave alone:',
    table(
      ['glob', 'also reaches', 'such as'],
      leaks.map(({ glob, reaches, witness }) => [code(glob), reaches, code(witness)]),
    ),
  ].join('\n\n')
}
