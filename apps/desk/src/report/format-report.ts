import { decimal } from '@tradingboost/domain'
import { formatAudit } from '@tradingboost/redis-audit'
import type { DeskMarket } from '../inspect-market.ts'
import type { RunSample } from '../progress/follow-run.ts'
import { duration } from '../progress/progress-line.ts'
import { bots } from '../services/service-specs.ts'
import type { BotFigures, RunReport } from './run-report.ts'
import { sparkline } from './sparkline.ts'

const rows: readonly (readonly [string, (figures: BotFigures) => string])[] = [
  ['candles', ({ candles }) => candles.toLocaleString('en-US')],
  ['decisions', ({ decisions }) => decisions.toLocaleString('en-US')],
  ['orders', ({ orders }) => orders.toLocaleString('en-US')],
  ['rejected', ({ rejected }) => rejected.toLocaleString('en-US')],
  ['refused', ({ refused }) => refused.toLocaleString('en-US')],
  ['fills', ({ fills }) => fills.toLocaleString('en-US')],
  ['fees', ({ fees }) => amount(fees)],
  ['realized PnL', ({ realizedPnl }) => amount(realizedPnl)],
  ['unrealized PnL', ({ unrealizedPnl }) => amount(unrealizedPnl)],
  ['open long', (figures) => positionText(figures, 'long')],
  ['open short', (figures) => positionText(figures, 'short')],
]

const labelWidth = 16
const chartWidth = 48

/** The report for people: a table of both bots, how price and PnL went, and the audit. */
export function formatReport(
  report: RunReport,
  run: { readonly market: DeskMarket; readonly elapsedMs: number; readonly samples: readonly RunSample[] },
): string {
  const { market, elapsedMs, samples } = run
  const columns = bots.map(({ id, name }) => ({ name, cells: rows.map(([, cell]) => cell(report[id])) }))
  const widths = columns.map(({ name, cells }) => Math.max(name.length, ...cells.map((cell) => cell.length)) + 3)
  const tableLine = (label: string, cell: (column: (typeof columns)[number]) => string): string =>
    label.padEnd(labelWidth) + columns.map((column, index) => cell(column).padStart(widths[index] ?? 0)).join('')
  return [
    `${market.symbol} ${market.timeframe}, ${market.count.toLocaleString('en-US')} candles (${market.origin}) in ${duration(elapsedMs / 1_000)}`,
    '',
    tableLine('', ({ name }) => name),
    ...rows.map(([label], row) => tableLine(label, ({ cells }) => cells[row] ?? '')),
    '',
    ...healthLines(report),
    '',
    ...charts(samples),
    '',
    'Redis audit',
    formatAudit(report.audit),
    auditSummary(report.audit),
  ].join('\n')
}

/** One line of figures, one for each bot whose strategy failed, and one for each that left out orders. */
function healthLines(report: RunReport): string[] {
  const { deaths, restarts, degraded, missingCandles, longestGap, zeroVolumeCandles } = report.health
  const line = `health: deaths ${deaths}, restarts ${restarts}, degraded ${degraded}, missing candles ${missingCandles} (longest gap ${longestGap}), zero-volume candles ${zeroVolumeCandles}`
  const failed = bots.flatMap(({ id, name }) => {
    const { failure, status } = report[id]
    return status === 'failed' && failure !== undefined ? [`${name} failed: ${failure.message}`] : []
  })
  const idle = bots.flatMap(({ id, name }) => {
    const counts = Object.entries(report[id].reasons).map(([code, count]) => `${code} ${count}`)
    return counts.length === 0 ? [] : [`${name} left out orders: ${counts.join(', ')}`]
  })
  return [line, ...failed, ...idle]
}

/** A picture needs something to show: two values at least. */
function charts(samples: readonly RunSample[]): string[] {
  const price = samples.flatMap(({ price }) => (price === undefined ? [] : [price]))
  const series = [
    { label: 'price', values: price, ends: (value: number) => String(value) },
    ...bots.map(({ id, name }) => ({
      label: `${name} net PnL`,
      values: samples.flatMap(({ netPnl }) => netPnl.get(id) ?? []),
      ends: (value: number) => value.toFixed(2),
    })),
  ]
  return series.flatMap(({ label, values, ends }) => {
    const [first, last] = [values.at(0), values.at(-1)]
    if (first === undefined || last === undefined || values.length < 2) return []
    return [`${label.padEnd(labelWidth + 1)} ${sparkline(values, chartWidth)}  ${ends(first)} to ${ends(last)}`]
  })
}

function auditSummary({ findings }: RunReport['audit']): string {
  const count = (...kinds: readonly string[]): number => findings.filter(({ kind }) => kinds.includes(kind)).length
  const undeclared = count('unknown', 'legacy', 'ambiguous')
  return `undeclared keys ${undeclared}, wrong types ${count('wrong-type')}, missing TTLs ${count('ttl-missing')}`
}

const amount = (text: string): string => decimal(text).toFixed(4)

/** One symbol a run and hedge mode: at most one position a side. */
function positionText({ openPositions }: BotFigures, side: 'long' | 'short'): string {
  const position = openPositions.find((open) => open.side === side)
  if (position === undefined) return 'none'
  return `${position.quantity} at ${decimal(position.averagePrice).toSignificantDigits(8).toString()}`
}
