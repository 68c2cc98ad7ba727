import { z } from 'zod'
import { activePositions, position, positionIndexMember } from '../catalogue/positions.ts'
import type { positionCache, positionHistory } from '../catalogue/positions.ts'
import type { orderPlaced } from '../catalogue/grid.ts'
import { positionChanges } from '../catalogue/channels.ts'
import { defineChannel, defineKey, defineMember } from '../language.ts'
import type { AnyKeyFamily, KeyParams, KeyValue } from './key-family.ts'
import { expiresAfter, persistent } from './lifetime.ts'
import type { RedisChannel, RedisKey } from './redis-key.ts'
import { hash, json, string } from './value-shape.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <Claim extends true>(): Claim | undefined => undefined
// A call, not a variable: an unused variable would be an error of its own and satisfy every @ts-expect-error.
const takes = <Wanted>(value: Wanted): Wanted => value

const plain = {
  value: string(z.string()),
  lifetime: persistent,
  owner: 'shared',
  status: 'active',
  summary: 'x',
} as const
const here = { userId: '1', exchange: 'okx', symbol: 'A', side: 'long' } as const

// build
const key = position.build(here)
takes<RedisKey<'position', 'hash'>>(key)
takes<RedisKey>(key)
const text = takes<string>(key)
position.build({ userId: '1', exchange: 'okx', symbol: 'A', side: 'long' })
activePositions.build({})
// @ts-expect-error a plain string is no key
takes<RedisKey<'position', 'hash'>>('positions:1:okx:A:long')
// @ts-expect-error a key of one family is no key of another
takes<RedisKey<'positionCache', 'hash'>>(key)
// @ts-expect-error a hash key is no string key
takes<RedisKey<string, 'string'>>(key)
// @ts-expect-error a parameter is missing
position.build({ userId: '1', exchange: 'okx', symbol: 'A' })
// @ts-expect-error a user id is never a number
position.build({ ...here, userId: 1001 })
// @ts-expect-error "buy" is no side
position.build({ ...here, side: 'buy' })
// @ts-expect-error one property too many
position.build({ userId: '1', exchange: 'okx', symbol: 'A', side: 'long', level: 3 })
const withLevel = { ...here, level: 3 }
// @ts-expect-error one property too many, through a variable
position.build(withLevel)
const loose: { userId: string; exchange: 'okx'; symbol: string; side: 'long'; level?: number } = here
// @ts-expect-error one optional property too many, through a variable
position.build(loose)
// @ts-expect-error no parameter at all is expected
activePositions.build({ userId: '1' })

// buildEach
const alike = { exchange: 'okx', symbol: 'A', side: 'long' } as const
takes<readonly RedisKey<'position', 'hash'>[]>(position.buildEach('userId', ['1', '2'], alike))
takes<readonly RedisKey[]>(position.buildEach('side', ['long', 'short'], { userId: '1', exchange: 'okx', symbol: 'A' }))
// @ts-expect-error the template has no <level>
position.buildEach('level', [3], here)
// @ts-expect-error a user id is never a number
position.buildEach('userId', [1], alike)
// @ts-expect-error a parameter is missing
position.buildEach('userId', ['1'], { exchange: 'okx', symbol: 'A' })
// @ts-expect-error the parameter that differs is given twice
position.buildEach('userId', ['1'], here)

// match
takes<string>(position.match({ userId: '1' }))
position.match({})
// @ts-expect-error the template has no <level>
position.match({ level: 3 })
// @ts-expect-error a user id is never a number, in a glob either
position.match({ userId: 1 })

// parse
const parsed = position.parse(text)
if (parsed.kind === 'ok') {
  takes<'long' | 'short'>(parsed.params.side)
  // @ts-expect-error the template has no <level>
  parsed.params.level
}
// @ts-expect-error the parameters are there only once the kind is known
parsed.params

// what a family tells of itself
takes<AnyKeyFamily>(position)
holds<Same<(typeof position)['type'], 'hash'>>()
holds<
  Same<
    KeyParams<typeof positionCache>,
    {
      readonly userId: string
      readonly exchange:
        | 'okx'
        | 'okx_spot'
        | 'binance'
        | 'binance_spot'
        | 'bitget'
        | 'bitget_spot'
        | 'bybit'
        | 'bybit_spot'
        | 'upbit'
      readonly symbol: string
      readonly side: 'long' | 'short'
    }
  >
>()
holds<Same<KeyValue<typeof position>['revision'], string>>()
takes<(value: KeyValue<typeof orderPlaced>) => '0' | '1' | 'false' | 'true' | undefined>((value) => value['3'])
holds<Same<KeyValue<typeof positionHistory>[number]['score'], number>>()
holds<Same<KeyValue<typeof positionHistory>[number]['member']['closedAt'], number>>()
// @ts-expect-error a position's hash has no such field
holds<Same<KeyValue<typeof position>['profit'], never>>()

// defineKey
defineKey({ ...plain, name: 'x', template: 'x:<userId>' })
// @ts-expect-error unknown segment <uid> in "x:<uid>": add it to segments.ts
defineKey({ ...plain, name: 'x', template: 'x:<uid>' })
// @ts-expect-error repeated segment <userId>
defineKey({ ...plain, name: 'x', template: '<userId>:<userId>' })
// @ts-expect-error empty segment
defineKey({ ...plain, name: 'x', template: 'a::b' })
// @ts-expect-error unclosed <
defineKey({ ...plain, name: 'x', template: 'x:<userId' })
// @ts-expect-error nobody is called so
defineKey({ ...plain, name: 'x', template: 'x', owner: 'nobody' })
// @ts-expect-error a family has a lifetime
defineKey({ name: 'x', template: 'x', value: json(z.unknown()), owner: 'shared', status: 'active', summary: 'x' })
// @ts-expect-error text is checked by a schema of text
string(z.number())
// @ts-expect-error the fields of a hash are an object
hash(z.string())
// @ts-expect-error a time to live is a number of milliseconds
expiresAfter('5m')

// defineChannel
const channel = positionChanges.build({ userId: '1', exchange: 'okx', symbol: 'A' })
takes<RedisChannel<'positionChanges'>>(channel)
// @ts-expect-error a channel is no key
takes<RedisKey>(channel)
// @ts-expect-error the template has no <side>
positionChanges.build({ userId: '1', exchange: 'okx', symbol: 'A', side: 'long' })
// @ts-expect-error unknown segment <uid>
defineChannel({ name: 'x', template: 'x:<uid>', payload: z.unknown(), owner: 'shared', status: 'active', summary: 'x' })

// defineMember
positionIndexMember.build({ symbol: 'A', side: 'long' })
// @ts-expect-error a member is built exactly too
positionIndexMember.build(here)
// @ts-expect-error unknown segment <uid>
defineMember('<uid>:<side>')
