import type {
  HashShape,
  KeyTypeError,
  ListShape,
  RedisKey,
  RedisType,
  SetShape,
  ShapeValue,
  SortedSetShape,
  TextShape,
} from '@tradingboost/redis-keys'

interface FittingCommands {
  readonly string: 'get, mget, setPersistent or setExpiring'
  readonly hash: 'hget, hmget, hgetall, hset or hdel'
  readonly set: 'smembers, sismember, sadd or srem'
  readonly zset: 'zrange, zscore, zadd or zrem'
  readonly list: 'lrange or rpush'
}

/**
 * What a key must also be to stand in a command of this Redis type: nothing more when it is a key of that type, else the
 * sentence that the compiler prints.
 */
export type ForCommand<Command extends string, Type extends RedisType, Key> = [Key] extends [RedisKey<string, Type>]
  ? unknown
  : Refusal<Command, Type, Key>

type Refusal<Command extends string, Type extends RedisType, Key> =
  Key extends RedisKey<infer Name, infer Actual>
    ? Actual extends Type
      ? never
      : KeyTypeError<`${Command} is for a ${Type} key, and ${Name} is a ${Actual}: use ${FittingCommands[Actual]}`>
    : KeyTypeError<`${Command} takes a key that a family of @tradingboost/redis-keys built, not a plain string`>

type ShapeOf<Key> = Key extends RedisKey<string, RedisType, infer Shape> ? Shape : never

/** The text that stands for a value: the words of its schema where they are known, any text for JSON. */
type StoredText<Shape> = ShapeValue<Shape> extends string ? ShapeValue<Shape> : string

/** What a string key holds. */
export type TextOf<Key> = ShapeOf<Key> extends TextShape ? StoredText<ShapeOf<Key>> : string

/** The fields of a hash key with the text that each holds. */
export type FieldsOf<Key> = ShapeOf<Key> extends HashShape ? ShapeValue<ShapeOf<Key>> : Readonly<Record<string, string>>

/** The names of the fields of a hash key. */
export type FieldOf<Key> = keyof FieldsOf<Key> & string

/** What a set, sorted set or list holds. */
export type MemberOf<Key> =
  ShapeOf<Key> extends SetShape<infer Member> | SortedSetShape<infer Member>
    ? StoredText<Member>
    : ShapeOf<Key> extends ListShape<infer Element>
      ? StoredText<Element>
      : string
