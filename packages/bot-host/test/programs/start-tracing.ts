import { registerHooks } from 'node:module'
import { systemClock } from '@tradingboost/domain'

/**
 * Prints whether OpenTelemetry is loaded when a bot's tracing is started with the variables given as JSON. Its API does not
 * count: prom-client brings that along.
 */
const loaded: string[] = []
registerHooks({
  load: (url, context, next) => {
    if (/node_modules\/@opentelemetry\/(?!api\/)/.test(url)) loaded.push(url)
    return next(url, context)
  },
})
const { startTracing } = await import('../../src/tracing/start-tracing.ts')
const [variables = '{}'] = process.argv.slice(2)
const tracing = await startTracing('test', JSON.parse(variables) as Record<string, string>, systemClock)
process.stdout.write(JSON.stringify({ isTracing: tracing !== undefined, loads: loaded.length > 0 }))
await tracing?.close()
