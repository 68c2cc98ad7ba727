import { day, minute } from '../define/duration.ts'
import { expiresAfter, expiresOnceDone, persistent, persistentOnceWritten } from '../define/lifetime.ts'
import { hash, json, set, string, zset } from '../define/value-shape.ts'
import { defineKey, defineMember } from '../language.ts'
import { closedPosition, positionRecord, positionStateRecord } from './position-record.ts'
import { openRecord } from './stored-text.ts'

/** A member of `positionIndex`: `symbol:side`, parted at the last colon. */
export const positionIndexMember = defineMember('<symbol>:<side>')

/** A member of `activePositions`. */
export const activePositionMember = defineMember('<userId>:<exchange>:<symbol>:<side>')

/** Positions were short-lived copies of the exchange's answer before they were records. */
const ofCopies = persistentOnceWritten(5 * minute, 'of exchangePositions or exchangeSymbolPositions')

/** The cached copy of one position. */
export const positionCache = defineKey({
  name: 'positionCache',
  template: 'position:<userId>:<exchange>:<symbol>:<side>',
  value: json(openRecord),
  lifetime: expiresAfter(5 * minute),
  owner: 'shared',
  status: 'active',
  replaces: ['legacyPositionCache', 'legacyUserPosition'],
  summary: 'Short-lived copy of one position, per exchange and side; the object is whatever the caller stored.',
})

/** The cached copy of the one position that a one-way account holds of a symbol. */
export const netPositionCache = defineKey({
  name: 'netPositionCache',
  template: 'position:<userId>:<exchange>:<symbol>:net',
  value: json(openRecord),
  lifetime: expiresAfter(5 * minute),
  owner: 'shared',
  status: 'active',
  summary: 'Short-lived copy of the net position of a one-way account; the object is whatever the caller stored.',
  note: 'A family of its own: the side of a released key is long or short.',
})

/** The record of one open position. */
export const position = defineKey({
  name: 'position',
  template: 'positions:<userId>:<exchange>:<symbol>:<side>',
  value: hash(positionRecord),
  lifetime: ofCopies,
  owner: 'shared',
  status: 'active',
  replaces: ['exchangePositions', 'exchangePositionsList', 'exchangeSymbolPositions', 'hyperrsiPosition'],
  summary: 'One open position; removed when it closes.',
  note: 'The original wrote two other field sets here: raw OKX fields by its migration, snake_case by its position manager.',
})

/** Which positions of a user are open at an exchange. */
export const positionIndex = defineKey({
  name: 'positionIndex',
  template: 'positions:index:<userId>:<exchange>',
  value: set(string(positionIndexMember.schema)),
  lifetime: ofCopies,
  owner: 'shared',
  status: 'active',
  summary: 'symbol:side of every open position of one user at one exchange.',
  note: 'The original also left position UUIDs here.',
})

/** Which positions are open at all. */
export const activePositions = defineKey({
  name: 'activePositions',
  template: 'positions:active',
  value: set(string(activePositionMember.schema)),
  lifetime: persistent,
  owner: 'shared',
  status: 'active',
  summary: 'user:exchange:symbol:side of every open position of the system.',
})

/** The closed positions of a user at an exchange. */
export const positionHistory = defineKey({
  name: 'positionHistory',
  template: 'positions:history:<userId>:<exchange>',
  value: zset(json(closedPosition), 'closedAt in epoch milliseconds'),
  lifetime: persistent,
  owner: 'shared',
  status: 'active',
  summary: 'Closed positions of one user at one exchange, oldest first.',
  note: 'The original pushed to a list under this name.',
})

/** The last known state of a position, open or closed. */
export const positionRealtime = defineKey({
  name: 'positionRealtime',
  template: 'positions:realtime:<userId>:<exchange>:<symbol>:<side>',
  value: hash(positionStateRecord),
  lifetime: expiresOnceDone(day, 'the position is closed'),
  owner: 'shared',
  status: 'active',
  summary: 'Last known state of one position; outlives its close by a day, so that a late older update is recognized.',
})
