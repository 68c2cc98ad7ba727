import type { Session } from '../session/session.ts'

/**
 * Whose each member of an index is, and what programs of ours saved, matters for as long as a restore may come: it goes with
 * the last backups.
 */
export async function letNotesExpire(session: Session, retentionMs: number): Promise<void> {
  const { connection, keys, clock, state, names } = session
  const until = state.backupsUntil ?? clock.now() + retentionMs
  const expire = (key: string) => ({ name: 'pexpireat', keys: [key], args: [key, until], read: () => undefined })
  await connection.send(expire(keys.saved))
  for await (const page of names.pages('members')) {
    await connection.sendAll(page.keys.map(expire))
    await session.checkpoint({})
  }
}
