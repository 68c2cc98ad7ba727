import { z } from 'zod'
import { second } from '../define/duration.ts'
import { expiresAfter, persistent } from '../define/lifetime.ts'
import { json, string } from '../define/value-shape.ts'
import { defineKey } from '../language.ts'
import { epochMs, openRecord, wholeNumberText } from './stored-text.ts'

/** The heartbeat of a bot's process; further fields are the process's own. */
export const heartbeatRecord = z.looseObject({ at: epochMs })

const engine = { owner: 'engine', readers: ['hyperrsi', 'grid'], status: 'active' } as const

/** Who runs a bot. */
export const botLease = defineKey({
  ...engine,
  name: 'botLease',
  template: 'bot:<botId>:lease',
  value: string(wholeNumberText),
  lifetime: expiresAfter(30 * second),
  summary: 'Fencing token of the one process that runs the bot; write scripts refuse an older token.',
})

/** The last fencing token of a bot. */
export const botFence = defineKey({
  ...engine,
  name: 'botFence',
  template: 'bot:<botId>:fence',
  value: string(wholeNumberText),
  lifetime: persistent,
  summary: 'Last fencing token handed out for the bot; it outlives the lease, so that tokens only grow.',
})

/** What a bot needs to go on after a restart. */
export const botMemory = defineKey({
  ...engine,
  name: 'botMemory',
  template: 'bot:<botId>:memory',
  value: json(openRecord),
  lifetime: persistent,
  summary: 'What the bot needs to go on after a restart; its own schema reads it.',
})

/** That a bot's process lives. */
export const botHeartbeat = defineKey({
  ...engine,
  name: 'botHeartbeat',
  template: 'bot:<botId>:heartbeat',
  value: json(heartbeatRecord),
  lifetime: expiresAfter(30 * second),
  summary: 'When the process of the bot was last seen, with what it chose to say.',
})
