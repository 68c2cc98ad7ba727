import { systemClock } from '@tradingboost/domain'
import { startTcpProxy, startTlsRedis } from '@tradingboost/testkit'
import { afterEach, expect, test } from 'vitest'
import { openFeed, type DirtyFeed } from '../src/feed/open-feed.ts'
import { DirtySet } from '../src/feed/dirty-set.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis({
  listen: 'port',
  config: { 'notify-keyspace-events': 'KA' },
  users: {
    untracked: (hash) => `user untracked on #${hash} ~* &* +@all -client|tracking`,
    blind: (hash) => `user blind on #${hash} ~* resetchannels +@all -client|tracking -psubscribe`,
  },
})
const feeds: DirtyFeed[] = []
afterEach(async () => {
  for (const feed of feeds.splice(0)) await feed.close()
})

async function open(url: string, prefixes = ['old:']): Promise<{ readonly feed: DirtyFeed; readonly dirty: DirtySet }> {
  const dirty = new DirtySet()
  const feed = await openFeed({ url, prefixes, clock: systemClock, onKey: (key) => dirty.add(key) })
  feeds.push(feed)
  return { feed, dirty }
}

test('tells of every write, deletion and expiry under its prefixes, keys with commas too, and of nothing else', async () => {
  const { server, raw } = redis()
  const { feed, dirty } = await open(server.url)
  expect(feed.kind).toBe('tracking')
  await raw.mset('old:a', '1', 'old:b,c', '1', 'new:a', '1')
  await raw.hset('old:h', 'f', '1')
  await raw.del('old:a')
  await raw.set('old:brief', '1', 'PX', 1)
  await systemClock.sleep(20)
  await raw.get('old:brief')
  await feed.barrier()
  expect(dirty.take().toSorted()).toEqual(['old:a', 'old:b,c', 'old:brief', 'old:h'])
  expect([dirty.size, feed.takeGaps()]).toEqual([0, 0])
})

test('every write before a barrier is told after it, however many there were', async () => {
  const { server, raw } = redis()
  const { feed, dirty } = await open(server.url)
  for (let round = 0; round < 20; round += 1) {
    const pipeline = raw.pipeline()
    for (let at = 0; at < 200; at += 1) pipeline.set(`old:${round}:${at}`, '1')
    await pipeline.exec()
    await feed.barrier()
    expect(dirty.take()).toHaveLength(200)
  }
})

test('a flush and a lost receiver are gaps, and the feed comes back by itself', async () => {
  const { server, raw } = redis()
  const proxy = await startTcpProxy(server.connection)
  const { feed, dirty } = await open(`redis://127.0.0.1:${proxy.port}`)
  await raw.flushall()
  await feed.barrier()
  expect(feed.takeGaps()).toBe(1)
  for (let drops = 0; drops < 5; drops += 1) {
    proxy.reset()
    await raw.set('old:meanwhile', '1')
    while (
      (await feed.barrier().then(
        () => 'there',
        () => 'away',
      )) === 'away'
    )
      await systemClock.sleep(5)
    expect(feed.takeGaps()).toBeGreaterThan(0)
    dirty.take()
    await raw.set('old:after', String(drops))
    await feed.barrier()
    expect(dirty.take()).toEqual(['old:after'])
  }
  await proxy.stop()
})

test('where tracking is refused, notifications tell, and the kind says that they may miss', async () => {
  const { server, raw } = redis()
  const { feed, dirty } = await open(server.urlAs('untracked'))
  expect(feed.kind).toBe('notifications')
  await raw.set('old:a', '1')
  await raw.set('new:a', '1')
  await feed.barrier()
  expect(dirty.take()).toEqual(['old:a'])
})

test('a server that notifies of nothing is no fallback', async () => {
  const { server, raw } = redis()
  await raw.config('SET', 'notify-keyspace-events', '')
  await expect(open(server.urlAs('untracked'))).rejects.toThrow(/notify-keyspace-events is ""/)
  await raw.config('SET', 'notify-keyspace-events', 'KA')
})

test('where neither is allowed the feed does not open', async () => {
  const { server } = redis()
  await expect(open(server.urlAs('blind'))).rejects.toThrow(/neither CLIENT TRACKING nor PSUBSCRIBE is allowed/)
})

test('the feed works over TLS, and over notifications in the database that ?db names', async () => {
  await using tls = await startTlsRedis()
  const { cacert, client } = tls.certificates
  const encrypted = await open(`rediss://127.0.0.1:${tls.port}?cacert=${cacert}&cert=${client.cert}&key=${client.key}`)
  await tls.redis.connect().set('old:a', '1')
  await encrypted.feed.barrier()
  const notified = await open(`${redis().server.urlAs('untracked')}?db=2`)
  expect([encrypted.feed.kind, notified.feed.kind]).toEqual(['tracking', 'notifications'])
  await redis().server.connect({ db: 2 }).set('old:b', '1')
  await redis().server.connect({ db: 0 }).set('old:c', '1')
  await notified.feed.barrier()
  expect([encrypted.dirty.take(), notified.dirty.take()]).toEqual([['old:a'], ['old:b']])
})
