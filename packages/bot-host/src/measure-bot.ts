import type { EngineReport } from '@tradingboost/engine'
import type { Metrics } from '@tradingboost/service-kit'

const counts = ['candles', 'decisions', 'orders', 'rejected', 'refused', 'fills'] as const

/** Shows a bot's report among the metrics of its process. */
export function measureBot(metrics: Metrics): (report: EngineReport) => void {
  const done = metrics.gauge({
    name: 'bot_done',
    help: 'What the bot has done since its memory began, by kind.',
    labelNames: ['what'],
  })
  const amounts = metrics.gauge({
    name: 'bot_settle_currency',
    help: 'Fees, realized and unrealized PnL of the bot, in the settle currency.',
    labelNames: ['what'],
  })
  const degraded = metrics.gauge({ name: 'bot_degraded', help: '1 while the journal cannot be written.' })
  return (report) => {
    for (const what of counts) done.set({ what }, report[what])
    amounts.set({ what: 'fees' }, report.fees.toNumber())
    amounts.set({ what: 'realized_pnl' }, report.realizedPnl.toNumber())
    amounts.set({ what: 'unrealized_pnl' }, report.unrealizedPnl.toNumber())
    degraded.set(report.status === 'degraded' ? 1 : 0)
  }
}
