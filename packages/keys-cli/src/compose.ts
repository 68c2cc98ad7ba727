import { randomUUID } from 'node:crypto'

/** Names this process among the runners of a migration. */
export const newRunnerToken = (): string => randomUUID()

/** Chance in [0, 1) that spreads reconnects. */
export const chance = (): number => Math.random()
