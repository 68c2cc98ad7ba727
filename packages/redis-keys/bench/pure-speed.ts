import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { catalogue, identify, position, referenceOf } from '../src/index.ts'
import { interleave } from './interleave.ts'
import { validateAsOriginal } from './original-validator.ts'

/** `tsx --conditions=@tradingboost/source bench/pure-speed.ts`: building and naming keys against what they stand in for. */
const count = 300_000
const rounds = 9
const users = Array.from({ length: 1_000 }, (_, at) => String(1_000 + at))
const symbols = ['BTC-USDT-SWAP', 'ETH-USDT-SWAP', 'XRP-USDT-SWAP', 'SOL-USDT-SWAP', 'DOGE-USDT-SWAP']
const freshUsers = Array.from({ length: count }, (_, at) => String(100_000 + at))
const sides = ['long', 'short'] as const

// Every family has built keys before one is measured: code that is specialized to one template would flatter us.
for (const family of catalogue) for (let time = 0; time < 200; time += 1) referenceOfExample(family)

function referenceOfExample(family: (typeof catalogue)[number]): string {
  const params = family.parts.flatMap((part) =>
    part.kind === 'literal' ? [] : [[part.name, part.segment.examples[0]] as const],
  )
  return family.buildChecked(Object.fromEntries(params))
}

// A key is read before it is sent; reading one character makes the engine join the text, which it else puts off.
const buildTimes = interleave(rounds, {
  variedLiteral: () => {
    let sum = 0
    for (let at = 0; at < count; at += 1) {
      sum += literal(users[at % 1_000]!, 'okx', symbols[at % 5]!, sides[at & 1]!).charCodeAt(12)
    }
    return sum
  },
  variedBuild: () => {
    let sum = 0
    for (let at = 0; at < count; at += 1) {
      const params = {
        userId: users[at % 1_000]!,
        exchange: 'okx',
        symbol: symbols[at % 5]!,
        side: sides[at & 1]!,
      } as const
      sum += position.build(params).charCodeAt(12)
    }
    return sum
  },
  freshLiteral: () => {
    let sum = 0
    for (let at = 0; at < count; at += 1) {
      sum += literal(freshUsers[at]!, 'okx', symbols[at % 5]!, sides[at & 1]!).charCodeAt(12)
    }
    return sum
  },
  freshBuild: () => {
    let sum = 0
    for (let at = 0; at < count; at += 1) {
      const params = {
        userId: freshUsers[at]!,
        exchange: 'okx',
        symbol: symbols[at % 5]!,
        side: sides[at & 1]!,
      } as const
      sum += position.build(params).charCodeAt(12)
    }
    return sum
  },
})

function literal(userId: string, exchange: string, symbol: string, side: string): string {
  return `positions:${userId}:${exchange}:${symbol}:${side}`
}

const keys = catalogue.flatMap((family) => {
  const key = referenceOf(family).exampleKey
  return users.slice(0, 40).map((user) => key.replace('1001', user))
})
const expressions = catalogue.map(({ name, pattern }) => [name, new RegExp(pattern, 'u')] as const)
const identifyTimes = interleave(rounds, {
  original: () => keys.filter((key) => validateAsOriginal(key) !== undefined).length,
  listOfAll: () => keys.filter((key) => expressions.some(([, expression]) => expression.test(key))).length,
  identify: () => keys.filter((key) => identify(key).kind !== 'unknown').length,
})

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const million = 1_000_000
const identifyMillion = (): number => {
  let named = 0
  for (let at = 0; at < million; at += 1) {
    if (identify(`positions:${at}:okx:S${at % 5_000}-USDT-SWAP:long`).kind === 'one') named += 1
  }
  return named
}
identifyMillion()
collect()
const heapBefore = process.memoryUsage().heapUsed
const named = identifyMillion()
collect()
const heapGrowthBytes = process.memoryUsage().heapUsed - heapBefore

const nsPerIdentify = (identifyTimes.identify / keys.length) * 1e6
const nsInPython = timeInPython(keys)

const round = (value: number): number => Number(value.toFixed(2))
const results = {
  build: {
    thousandUsers: round(buildTimes.variedBuild / buildTimes.variedLiteral),
    everyUserNew: round(buildTimes.freshBuild / buildTimes.freshLiteral),
    nsPerKey: round((buildTimes.variedBuild / count) * 1e6),
    goal: 'at most 2 times a template literal of the same four values',
  },
  identify: {
    toOneExpressionAFamily: round(identifyTimes.identify / identifyTimes.listOfAll),
    toFiveExpressions: round(identifyTimes.identify / identifyTimes.original),
    toFiveExpressionsInPython: nsInPython === undefined ? undefined : round(nsPerIdentify / nsInPython),
    fiveExpressionsName: keys.filter((key) => validateAsOriginal(key) !== undefined).length,
    identifyNames: keys.filter((key) => identify(key).kind !== 'unknown').length,
    nsPerKey: round(nsPerIdentify),
    goal: "below 1 to one expression a family: the original's way, one after the other, over a key of every family",
    reading:
      'five expressions in this engine fail at the first letters of four keys in five and read nothing; they are no way to name all',
  },
  memory: { keys: named, heapGrowthKiB: round(heapGrowthBytes / 1024), goal: 'no growth: below 1024 KiB' },
}
console.log(JSON.stringify(results, undefined, 2))
writeFileSync(join(import.meta.dirname, 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`)

/** Nanoseconds a key in the original's own language; undefined where there is no Python. */
function timeInPython(lines: readonly string[]): number | undefined {
  const program = join(import.meta.dirname, 'original-validator.py')
  const { status, stdout } = spawnSync('python3', [program], { input: JSON.stringify(lines), encoding: 'utf8' })
  return status === 0 ? Number(stdout) : undefined
}
