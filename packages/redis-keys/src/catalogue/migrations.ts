import { z } from 'zod'
import { day, minute, second } from '../define/duration.ts'
import { expiresAfter, expiresOnceDone, persistent } from '../define/lifetime.ts'
import { hash, json, list, string } from '../define/value-shape.ts'
import { defineKey } from '../language.ts'
import { epochMsText, someText, wholeNumberText } from './stored-text.ts'

/** The phases of a migration in the order in which it goes through them. */
export const migrationPhases = ['off', 'expand', 'backfill', 'verify', 'cutover', 'contract'] as const

/** Where a migration stands; fields beside these are counters and notes of the runner. */
const migrationStateRecord = z.object({
  phase: z.enum(migrationPhases),
  /** One more with every step and every runner; a writer that holds an older one writes nothing. */
  epoch: wholeNumberText,
  planHash: someText,
  catalogueHash: someText,
  /** The server process that gave the cursor. */
  runId: someText,
  cursor: wholeNumberText,
  /** What the operator asked of the runner. */
  control: z.enum(['run', 'pause', 'postpone', 'abort']),
  /** Keys a second at most; 0 is no limit. */
  rate: wholeNumberText,
  startedAt: epochMsText,
  updatedAt: epochMsText,
})

/** A backup of one moved key, which is also the ledger of what was written for it. */
const migrationBackupRecord = z.object({
  /** One more with each change of the entry. */
  revision: wholeNumberText,
  type: someText,
  /** DUMP of the key, byte for byte. */
  dump: z.string(),
  /** When the key expires, in epoch milliseconds; -1 when it does not. */
  expiresAt: z.string(),
  /** Digest of what the key held. */
  source: someText,
  /** Who wrote the targets last. */
  origin: z.enum(['migration', 'writer']),
  /** SHA-1 of the DUMPs of the targets, in the order of their names. */
  stamp: z.string().optional(),
})

const migrate = { owner: 'migrate', status: 'active' } as const

/** Where a migration stands. */
export const migrationState = defineKey({
  ...migrate,
  name: 'migrationState',
  template: 'migrate:<migrationId>:state',
  value: hash(migrationStateRecord, { rest: z.string() }),
  lifetime: persistent,
  summary: 'Phase, plan, cursor, control and counters of one migration.',
})

/** What happened to a migration. */
export const migrationAudit = defineKey({
  ...migrate,
  name: 'migrationAudit',
  template: 'migrate:<migrationId>:audit',
  value: list(json(z.looseObject({ at: z.int(), event: someText }))),
  lifetime: persistent,
  summary: 'Every step of one migration, oldest first; only ever appended to, the last 10,000 are kept.',
})

/** What a moved key was. */
export const migrationBackup = defineKey({
  ...migrate,
  name: 'migrationBackup',
  template: 'migrate:<migrationId>:backup:<movedKey>',
  value: hash(migrationBackupRecord, { rest: z.string() }),
  lifetime: expiresOnceDone(30 * day, 'the old key is removed, or an hour after the old key would expire'),
  summary: 'What one old key held, as DUMP, and what the migration wrote for it.',
  note: 'Of a key that keeps its name it does not end while the migration is under way: whoever writes the key may make it last.',
})

/** Which members of a shared key a migration wrote. */
export const migrationMembers = defineKey({
  ...migrate,
  name: 'migrationMembers',
  template: 'migrate:<migrationId>:members:<movedKey>',
  value: hash(z.object({}), { rest: z.string() }),
  lifetime: expiresOnceDone(30 * day, 'the migration is over'),
  summary: 'Member of one index to the old key that it came from.',
})

/** What a migration could not move. */
export const migrationRefusals = defineKey({
  ...migrate,
  name: 'migrationRefusals',
  template: 'migrate:<migrationId>:refusals',
  value: hash(z.object({}), { rest: z.string() }),
  lifetime: persistent,
  summary: 'Key to why it was left: refused, conflict or stays, and the reason.',
})

/** Who runs a migration. */
export const migrationRunner = defineKey({
  ...migrate,
  name: 'migrationRunner',
  template: 'migrate:<migrationId>:runner',
  value: string(someText),
  lifetime: expiresAfter(10 * second),
  summary: 'Token of the one process that moves the migration on.',
})

/** Which processes know a migration. */
export const migrationInstances = defineKey({
  name: 'migrationInstances',
  template: 'migrate-instances:<migrationId>',
  value: hash(z.object({}), { rest: z.string() }),
  lifetime: expiresOnceDone(minute, 'no migration began and no instance lives'),
  owner: 'shared',
  status: 'active',
  summary: 'The phase of a migration for those who follow it, and which phase each instance runs.',
  note: 'Field phase; field "i <instance>": the phase that it runs and when it last said so, in epoch milliseconds of the server; field spares, while a rollback or a restore may come: they note what they save.',
})

/** Which keys of the new layout programs that follow a migration saved themselves. */
export const migrationSaved = defineKey({
  name: 'migrationSaved',
  template: 'migrate-saved:<migrationId>',
  value: hash(z.object({}), { rest: z.string() }),
  lifetime: expiresOnceDone(30 * day, 'the old keys are removed'),
  owner: 'shared',
  status: 'active',
  summary:
    'Key of the canonical layout that one of our programs wrote itself to 1, or to 0 where it removed the key: a rollback writes these back, and no others.',
  note: 'Written by the script that writes the key. It goes when a migration begins for the first time, and when it was rolled back or restored.',
})
