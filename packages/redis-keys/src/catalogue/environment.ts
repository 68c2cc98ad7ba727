import { z } from 'zod'
import { persistent } from '../define/lifetime.ts'
import { hash } from '../define/value-shape.ts'
import { defineKey } from '../language.ts'
import { botHeartbeat, botLease } from './bots.ts'
import { migrationInstances } from './migrations.ts'
import { someText } from './stored-text.ts'

/** Whose data a database holds: those of a paper exchange or of a replay, or those of real accounts. */
export const environments = ['paper', 'live'] as const

export type Environment = (typeof environments)[number]

/** Whose data the database holds. */
export const environmentMarker = defineKey({
  name: 'environmentMarker',
  template: 'tradingboost:environment',
  value: hash(z.object({ environment: z.enum(environments), owner: someText })),
  lifetime: persistent,
  owner: 'shared',
  status: 'active',
  summary: 'Whose data this database holds, paper or live, and which program or person said so.',
  note: 'Set at the first use of an empty database and compared at each connect and with each lease. A database with keys and without this one counts as live.',
})

/**
 * Families that only say that a program lives. A running program writes them again into a database that lost its data, so they
 * say nothing of whose data it holds.
 */
export const signsOfLife = [botHeartbeat, botLease, migrationInstances] as const
