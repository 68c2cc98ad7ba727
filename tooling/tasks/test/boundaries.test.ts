import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ScratchRepository } from './scratch-repository.ts'
import { createScratchRepository } from './scratch-repository.ts'

let scratch: ScratchRepository
beforeAll(() => {
  scratch = createScratchRepository()
})
afterAll(() => scratch[Symbol.dispose]())

/** The pairs `package -> dependency` that `turbo boundaries` finds with one more dependency in a package. */
async function forbiddenWith(folder: string, dependency: string): Promise<readonly string[]> {
  const manifest = scratch.read(`${folder}/package.json`)
  const planted = JSON.parse(manifest) as { dependencies?: Record<string, string> }
  planted.dependencies = { ...planted.dependencies, [dependency]: 'workspace:^' }
  scratch.write(`${folder}/package.json`, JSON.stringify(planted))
  const { output } = await scratch.turbo('boundaries')
  scratch.write(`${folder}/package.json`, manifest)
  const words = output.replaceAll(/\s*\|\s*/g, ' ')
  const found =
    /Package `@tradingboost\/([\w-]+)` found with(?:out any)? tag listed in \w+ for `@tradingboost\/([\w-]+)`/g
  return [...words.matchAll(found)].map(([, to, from]) => `${from} -> ${to}`)
}

test.each([
  ['apps/grid', 'hyperrsi', 'an app that depends on an app'],
  ['packages/domain', 'indicators', 'a domain that depends on anything of ours'],
  ['packages/redis-keys', 'domain', 'keys that are not pure'],
  ['packages/exchange', 'redis-keys', 'an exchange that knows Redis'],
  ['packages/exchange', 'paper-exchange', 'a port that knows an adapter'],
  ['packages/engine', 'trading-cache', 'an engine that knows the cache'],
  ['packages/trading-cache', 'exchange', 'a cache that knows the exchange'],
])('%s -> %s is found: %s', async (folder, dependency) => {
  const pair = `${folder.replace(/^\w+\//, '')} -> ${dependency}`
  expect(await forbiddenWith(folder, `@tradingboost/${dependency}`)).toContain(pair)
})

test('an import of a package that is not declared is found', async () => {
  scratch.write('packages/redis-keys/src/planted.ts', "import { Redis } from 'ioredis'\nexport const planted = Redis\n")
  expect((await scratch.turbo('boundaries')).output).toContain('ioredis')
})
