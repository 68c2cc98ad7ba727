import { expect, test } from 'vitest'
import { runKeys } from './run-keys.ts'
import { startLegacyRedis } from './start-legacy-redis.ts'

const id = '0003-grid-positions'
const users = 40

test('where tracking is refused a run follows a live writer by notifications to the cut-over, and says that they may miss', async () => {
  await using redis = await startLegacyRedis(users, {
    config: { 'notify-keyspace-events': 'KA' },
    users: { untracked: (hash) => `user untracked on #${hash} ~* &* +@all -client|tracking` },
  })
  const { server, raw } = redis
  const { username, password } = new URL(server.urlAs('legacy'))
  const legacy = server.connect({ username, password, protocol: 2, enableReadyCheck: false })
  const taken = new Map<number, string>()
  const refused = Promise.withResolvers<number>()
  const write = async (): Promise<void> => {
    for (let round = 1; ; round += 1) {
      const user = 1 + (round % users)
      const text = `[{"instId": "XRP-USDT-SWAP", "posSide": "long", "pos": "${round}.12345678901234567"}]`
      if ((await legacy.set(`okx:positions:${user}`, text).catch(() => undefined)) === undefined) {
        return refused.resolve(round)
      }
      taken.set(user, text)
    }
  }
  const writing = write()
  const migrate = ['migrate', 'run', id, '--execute', '--url', server.urlAs('untracked'), '--legacy-user', 'legacy']
  const verified = await runKeys([...migrate, '--until', 'verify'])
  const { stdout, exitCode } = await runKeys([...migrate, '--until', 'cutover', '--json'])
  const report: unknown = JSON.parse(stdout)
  await writing
  expect([exitCode, report]).toMatchObject([
    1,
    { phase: 'cutover', feed: 'notifications', verify: { differing: 0 }, refusals: { refused: 1, conflict: 0 } },
  ])
  expect(verified.stdout).toContain('note: foreign writes were seen by keyspace notifications, which may miss some')
  expect(await refused.promise).toBeGreaterThan(users)
  // Every write that the server took is in both layouts.
  for (const [user, text] of taken) {
    const { pos } = (JSON.parse(text) as { pos: string }[])[0]!
    const found = [
      await raw.get(`okx:positions:${user}`),
      await raw.hget(`positions:${user}:okx:XRP-USDT-SWAP:long`, 'quantity'),
    ]
    expect([user, ...found]).toEqual([user, text, pos])
  }
  expect(taken.size).toBe(users)
}, 240_000)
