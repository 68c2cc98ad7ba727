import { TradingError } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import type { LogLevel } from './logger.ts'
import { createLogger } from './logger.ts'

function logged(level: LogLevel, write: (logger: ReturnType<typeof createLogger>) => void): unknown[] {
  const lines: unknown[] = []
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) }
  write(createLogger({ name: 'grid', level, destination }))
  return lines
}

test('writes fields with the name of the app and a level that reads', () => {
  const [line] = logged('info', (logger) => logger.info({ symbol: 'XRP-USDT-SWAP' }, 'order placed'))
  expect(line).toMatchObject({ level: 'info', name: 'grid', symbol: 'XRP-USDT-SWAP', msg: 'order placed' })
})

test('keeps to its level', () => {
  expect(logged('warn', (logger) => logger.info('quiet'))).toEqual([])
  expect(logged('silent', (logger) => logger.fatal('quiet'))).toEqual([])
})

test('masks secrets in fields, in the fields of a child and in what an error carries', () => {
  const text = JSON.stringify(
    logged('info', (logger) => {
      logger.info({ account: { api_key: 'leak-1', passphrase: 'leak-2' } }, 'read')
      logger.child({ symbol: 'kept-1' }).child({ password: 'leak-3' }).info('child')
      const details = { url: 'redis://:leak-4@localhost', request: { authorization: 'leak-5' } }
      logger.error({ err: new TradingError('redis-unavailable', 'gone', { retry: 'later', details }) }, 'failed')
    }),
  )
  expect(text).not.toContain('leak-')
  expect(text).toContain('kept-1')
  expect(text).toContain('redis-unavailable')
})
