import {
  botExchanges,
  gridOrders,
  job,
  orderPlaced,
  position,
  positionCache,
  positionIndex,
  tradingStatus,
  type KeyTypeError,
} from '@tradingboost/redis-keys'
import type { RedisConnection } from '../connection/redis-connection.ts'
import { hget, hgetall, hmget, hset } from './hash-commands.ts'
import type { ForCommand } from './key-for-command.ts'
import { sadd, smembers } from './set-commands.ts'
import { zadd, zrange } from './sorted-set-commands.ts'
import { get, mget, setPersistent } from './string-commands.ts'

declare const connection: RedisConnection
const place = { userId: '7', exchange: 'okx', symbol: 'A' } as const
const held = position.build({ ...place, side: 'long' })
const cached = positionCache.build({ ...place, side: 'long' })
const index = positionIndex.build({ userId: '7', exchange: 'okx' })
const rungs = orderPlaced.build(place)
const resting = gridOrders.build(place)
const status = tradingStatus.build({ userId: '7' })
const run = job.build({ userId: '7', exchange: 'okx' })

// a key offers the commands of its type
void (connection.send(get(cached)) satisfies Promise<string | undefined>)
void (connection.send(mget([cached])) satisfies Promise<readonly (string | undefined)[]>)
void (connection.send(smembers(index)) satisfies Promise<readonly string[]>)
// @ts-expect-error a hash key is not read by GET
get(held)
// @ts-expect-error a hash key is no sorted set
zadd(held, { member: 'a', score: 1 })
// @ts-expect-error a string key has no fields
hgetall(cached)
// @ts-expect-error a sorted set is no set
sadd(resting, 'a')
// @ts-expect-error one key of another type among several
mget([cached, held])
// @ts-expect-error a plain string is no key: only a family builds one
get('position:7:okx:A:long')
// @ts-expect-error what is not there is undefined, and the caller must look
void (connection.send(get(cached)) satisfies Promise<string>)

// the error is a sentence
type Sentence<Message extends string> = KeyTypeError<Message>
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <Claim extends true>(): Claim | undefined => undefined
holds<
  Same<
    ForCommand<'GET', 'string', typeof held>,
    Sentence<'GET is for a string key, and position is a hash: use hget, hmget, hgetall, hset or hdel'>
  >
>()
holds<
  Same<
    ForCommand<'GET', 'string', string>,
    Sentence<'GET takes a key that a family of @tradingboost/redis-keys built, not a plain string'>
  >
>()
// @ts-expect-error it is not the sentence for another family
holds<Same<ForCommand<'GET', 'string', typeof index>, Sentence<'GET is for a string key, and position is a hash'>>>()

// a hash offers its own fields
hget(held, 'quantity')
hset(held, { quantity: '1', side: 'long' })
hset(rungs, { '7': '1' })
hset(run, { status: 'running', note: 'x' })
void (connection.send(hmget(held, ['quantity', 'side'])) satisfies Promise<
  Readonly<Record<'quantity' | 'side', string | undefined>>
>)
// @ts-expect-error a position has no such field
hget(held, 'profit')
// @ts-expect-error a position has no such field
hset(held, { profit: '1' })
// @ts-expect-error fields are text
hset(held, { quantity: 1 })
// @ts-expect-error "buy" is no side of a position
hset(held, { side: 'buy' })
// @ts-expect-error a rung is "0" or "1", "true" or "false" where it was moved
hset(rungs, { '7': 'yes' })
// @ts-expect-error a run is never "walking"
hset(run, { status: 'walking' })
// @ts-expect-error a field that was not asked for is not there
void connection.send(hmget(held, ['quantity'])).then(({ side }) => side)

// values have the words of their schema
setPersistent(status, 'running')
sadd(botExchanges.build({ userId: '7' }), 'okx', 'upbit')
zadd(resting, { member: 'grid-00000001-b03', score: 0.5 })
// @ts-expect-error a bot is running, stopped or in error
setPersistent(status, 'walking')
// @ts-expect-error an exchange we do not know
sadd(botExchanges.build({ userId: '7' }), 'mtgox')
// @ts-expect-error a score is a number
zadd(resting, { member: 'a', score: '1' })

// pipelines and MULTI keep the type of each reply
void (connection.sendAll([get(cached), smembers(index), zrange(resting)]) satisfies Promise<
  readonly [string | undefined, readonly string[], readonly { readonly member: string; readonly score: number }[]]
>)
void (connection.sendTogether([hset(held, { quantity: '1' }), sadd(index, 'A:long')]) satisfies Promise<
  readonly [number, number]
>)
void (connection.sendAll([rungs].map(hgetall)) satisfies Promise<
  readonly (Readonly<Record<string, string>> | undefined)[]
>)
// @ts-expect-error the first reply is a text
void (connection.sendAll([get(cached), smembers(index)]) satisfies Promise<readonly [number, readonly string[]]>)
// @ts-expect-error a wrong command is found inside a pipeline too
void connection.sendAll([get(cached), get(held)])
// @ts-expect-error and inside MULTI
void connection.sendTogether([smembers(cached)])
