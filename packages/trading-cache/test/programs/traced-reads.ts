import { register } from 'node:module'
import { trace } from '@opentelemetry/api'
import { registerInstrumentations } from '@opentelemetry/instrumentation'
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis'
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'

/**
 * Traces a write and a read of the cache, and prints the spans as JSON. Modules that are imported are seen by the hook only,
 * and only those that are loaded after it.
 */
register('@opentelemetry/instrumentation/hook.mjs', import.meta.url)
const exporter = new InMemorySpanExporter()
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
provider.register()
registerInstrumentations({ instrumentations: [new IORedisInstrumentation({ requireParentSpan: true })] })

const { systemClock } = await import('@tradingboost/domain')
const { connectRedis, createTradingCache } = await import('../../src/index.ts')
const [url = ''] = process.argv.slice(2)
const connection = await connectRedis({ url, clock: systemClock, random: () => 0 })
const cache = createTradingCache(connection)
await trace.getTracer('test').startActiveSpan('the bot decides', async (span) => {
  await cache.setPosition('7', 'XRP-USDT-SWAP', 'long', { secret: 'of the user' })
  await cache.getPosition('7', 'XRP-USDT-SWAP', 'long')
  span.end()
})
await connection.close()
const spans = exporter.getFinishedSpans().map((span) => ({
  name: span.name,
  statement: span.attributes['db.statement'] ?? span.attributes['db.query.text'],
  id: span.spanContext().spanId,
  parent: span.parentSpanContext?.spanId,
}))
process.stdout.write(JSON.stringify(spans))
