import { day, minute } from '../define/duration.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import { expiresAfter, lifetimeVaries, persistent } from '../define/lifetime.ts'
import { defineKey } from '../language.ts'
import { anyJson, fields, rows, text } from './loose-shape.ts'

const left = { value: text, lifetime: persistent, owner: 'shared', status: 'deprecated' } as const

/** Deprecated: cached position without exchange and side. */
export const legacyPositionCache = defineKey({
  ...left,
  name: 'legacyPositionCache',
  template: 'position:<userId>:<symbol>',
  value: anyJson,
  lifetime: lifetimeVaries('300 s, or none'),
  owner: 'hyperrsi',
  replacedBy: ['positionCache'],
  summary: 'Cached position without exchange and side.',
})

/** Deprecated: cached position without exchange, as JSON text. */
export const legacyUserPosition = defineKey({
  ...left,
  name: 'legacyUserPosition',
  template: 'user:<userId>:position:<symbol>:<side>',
  value: anyJson,
  lifetime: expiresAfter(5 * minute),
  owner: 'hyperrsi',
  replacedBy: ['positionCache'],
  summary: 'Cached position without exchange, as JSON text.',
  note: 'A hash under the same key is hyperrsiPosition, the live record.',
})

/** Deprecated: live position record of the original HYPERRSI. */
export const hyperrsiPosition = defineKey({
  ...left,
  name: 'hyperrsiPosition',
  template: 'user:<userId>:position:<symbol>:<side>',
  value: fields,
  owner: 'hyperrsi',
  replacedBy: ['position'],
  summary: 'Live position record of the original HYPERRSI.',
  note: 'JSON text under the same key is legacyUserPosition, a cache.',
})

/** Deprecated: all positions of one user as the exchange answered: a list (push) or an object with data (REST). */
export const exchangePositions = defineKey({
  ...left,
  name: 'exchangePositions',
  template: '<exchange>:positions:<userId>',
  value: anyJson,
  lifetime: lifetimeVaries('20 s, 25 s or 300 s'),
  owner: 'grid',
  replacedBy: ['position'],
  summary: 'All positions of one user as the exchange answered: a list (push) or an object with data (REST).',
})

/** Deprecated: positions of one user, one JSON element each. */
export const exchangePositionsList = defineKey({
  ...left,
  name: 'exchangePositionsList',
  template: '<exchange>:positions:<userId>',
  value: rows,
  lifetime: lifetimeVaries('nobody is known to write it'),
  owner: 'grid',
  replacedBy: ['position'],
  summary: 'Positions of one user, one JSON element each.',
  note: 'Found in real data; no known program writes it.',
})

/** Deprecated: positions of one user and symbol as ccxt answered. */
export const exchangeSymbolPositions = defineKey({
  ...left,
  name: 'exchangeSymbolPositions',
  template: '<exchange>:positions:<userId>:<symbol>',
  value: anyJson,
  lifetime: expiresAfter(5 * minute),
  owner: 'grid',
  replacedBy: ['position'],
  summary: 'Positions of one user and symbol as ccxt answered.',
  note: 'May hold NaN.',
})

/** What the original left where positions now stand: caches, live records, exchange dumps and their copies. */
export const legacyPositions: readonly AnyKeyFamily[] = [
  legacyPositionCache,
  legacyUserPosition,
  hyperrsiPosition,
  exchangePositions,
  exchangeSymbolPositions,
  exchangePositionsList,
  defineKey({
    ...left,
    name: 'positionsBackup',
    template: 'backup:<exchange>:positions:<userId>:<backupTime>',
    value: anyJson,
    lifetime: expiresAfter(7 * day),
    owner: 'grid',
    summary: "Copy of exchangePositions that the original's migration made.",
  }),
  defineKey({
    ...left,
    name: 'symbolPositionsBackup',
    template: 'backup:<exchange>:positions:<userId>:<symbol>:<backupTime>',
    value: anyJson,
    lifetime: expiresAfter(7 * day),
    owner: 'grid',
    summary: "Copy of exchangeSymbolPositions that the original's migration made.",
  }),
  defineKey({
    ...left,
    name: 'upbitBalance',
    template: 'upbit:balance:<userId>:<symbol>',
    value: anyJson,
    lifetime: expiresAfter(5 * minute),
    owner: 'grid',
    summary: 'Balance as ccxt answered, once per symbol.',
  }),
  defineKey({
    ...left,
    name: 'hyperrsiPositionBackup',
    template: 'user:<userId>:position_backup:<symbol>:<side>',
    value: anyJson,
    lifetime: expiresAfter(day),
    owner: 'hyperrsi',
    summary: 'Position as the validator last saw it.',
  }),
]
