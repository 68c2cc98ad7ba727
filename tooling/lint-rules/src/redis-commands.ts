/** Commands that take keys, in lower case: what is passed to them is a key. */
export const keyCommands: ReadonlySet<string> = new Set(
  `append bitcount bitop blmove blpop brpop bzpopmin copy decr decrby defineCommand del dump eval evalsha exists expire
  expireat expiretime fcall get getdel getex getrange getset hdel hexists hget hgetall hincrby hincrbyfloat hkeys hlen hmget
  hmset hrandfield hscan hset hsetnx hstrlen hvals incr incrby incrbyfloat lindex linsert llen lmove lpop lpos lpush lpushx
  lrange lrem lset ltrim mget mset msetnx object persist pexpire pexpireat pexpiretime pfadd pfcount psetex psubscribe pttl
  publish rename renamenx restore rpop rpoplpush rpush rpushx sadd scan scanstream scard sdiff sdiffstore set setex setnx
  setrange sinter sinterstore sismember smembers smismember smove sort spop spublish srandmember srem sscan ssubscribe strlen
  subscribe sunion sunionstore touch ttl type unlink watch xack xadd xlen xrange xread xreadgroup xtrim zadd zcard zcount
  zincrby zinter zmscore zpopmax zpopmin zrange zrangebyscore zrangestore zrank zrem zremrangebyrank zremrangebyscore
  zrevrange zrevrangebyscore zrevrank zscan zscore zunionstore`
    .toLowerCase()
    .split(/\s+/),
)
