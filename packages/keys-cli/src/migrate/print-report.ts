import type { RedisConnection } from '@tradingboost/trading-cache'
import { print } from '../print.ts'

/** Prints what a command came to: for people, or as JSON that names server and database, as `withRedis` does for people. */
export function printReport(
  { address }: RedisConnection,
  { json }: { readonly json?: true },
  report: object,
  text: string,
): void {
  print(json === true ? JSON.stringify({ redis: address, ...report }, undefined, 2) : text)
}
