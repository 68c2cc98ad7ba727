/** The Redis data types a family can declare. */
export const redisTypes = ['string', 'hash', 'set', 'zset', 'list'] as const

/** One of the Redis data types a family can declare, spelled as the command TYPE answers. */
export type RedisType = (typeof redisTypes)[number]

declare const family: unique symbol

/**
 * A key text that a family built: it remembers the family's name, its Redis type and its value shape.
 * A plain string is not assignable to it; it is assignable to string.
 */
export type RedisKey<Name extends string = string, Type extends RedisType = RedisType, Shape = unknown> = string & {
  readonly [family]: { readonly name: Name; readonly type: Type; readonly shape: Shape }
}

declare const channelFamily: unique symbol

/** A pub/sub channel name that a channel family built. */
export type RedisChannel<Name extends string = string, Payload = unknown> = string & {
  readonly [channelFamily]: { readonly name: Name; readonly payload: Payload }
}
