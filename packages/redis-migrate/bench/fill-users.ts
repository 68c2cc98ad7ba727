import type { Redis } from 'ioredis'

/** A row as OKX pushes it: 58 fields, all text. */
function rowText(user: number, at: number): string {
  const symbol = ['BTC', 'ETH', 'SOL', 'XRP', 'ADA', 'DOGE', 'LTC'][at % 7] ?? 'BTC'
  const filled = {
    instId: `${symbol}-USDT-SWAP`,
    posSide: (user + at) % 2 === 0 ? 'long' : 'short',
    pos: `${(user % 90) + 1}.5`,
    avgPx: '64381.6909739374',
    posId: `17354136398850852${String(user % 100).padStart(2, '0')}`,
    notionalUsd: '1285.002',
    mgnMode: 'cross',
    lever: '3',
    cTime: '1729094539550',
    uTime: '1729094543550',
    upl: '2.631819478747',
    realizedPnl: '-0.642501',
    fee: '-0.642501',
  }
  const empty = Array.from(
    { length: 45 },
    (_, field) => [`field${field}`, field % 3 === 0 ? '' : '0.006144316068'] as const,
  )
  return JSON.stringify({ ...filled, ...Object.fromEntries(empty) })
}

/** Users of so many positions each, one list of text a user, persistent. */
export async function fillUsers(redis: Redis, users: number, positions: number): Promise<void> {
  for (let from = 0; from < users; from += 500) {
    const pipeline = redis.pipeline()
    for (let user = from; user < Math.min(users, from + 500); user += 1) {
      const rows = Array.from({ length: positions }, (_, at) => rowText(user, at))
      pipeline.set(`okx:positions:${user}`, `[${rows.join(', ')}]`)
    }
    await pipeline.exec()
  }
}
