import { readSavedRules, setKeyRules } from '../fence/raise-fence.ts'
import type { Session } from '../session/session.ts'

/** Gives fenced users their rules from before the fence. */
export async function lowerFence(session: Session): Promise<void> {
  const { fence } = session.state
  if (fence === undefined) return
  await setKeyRules(session.connection, readSavedRules(fence))
  await session.change({ forget: ['fence'], audit: { event: 'fence-lowered', why: 'rollback' } })
}

/** Ends the way back: nothing of the run stays on record besides its state and its audit. */
export async function turnOff({ connection, keys, change }: Session, audit: object): Promise<void> {
  await connection.send({ name: 'unlink', keys: [keys.refusals], args: [keys.refusals], read: () => undefined })
  await change({
    step: true,
    isUndone: true,
    set: { phase: 'off', cursor: '0', done: '0', moved: '0', verified: '0' },
    forget: ['place', 'fence', 'verifyFailed', 'waiting', 'returning', 'removed', 'backupsUntil'],
    audit: { event: 'phase', phase: 'off', ...audit },
  })
}
