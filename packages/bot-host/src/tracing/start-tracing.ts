import { diag, DiagLogLevel } from '@opentelemetry/api'
import type { Clock } from '@tradingboost/domain'
import { loadConfig } from '@tradingboost/service-kit'
import { z } from 'zod'
import { isDoneWithin } from '../http/is-done-within.ts'
import { describeCommand } from './describe-command.ts'

/** The variables of tracing, by the names that OpenTelemetry gives them; its exporter reads headers and time limits itself. */
const environment = z.object({
  /** Where a collector takes OTLP over HTTP, such as http://127.0.0.1:4318. Without it nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'expected http://... or https://...' }).optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
  /** Share of the traces that are kept, from 0 to 1; all without it. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
})

/** Spans on their way to a collector. */
export interface Tracing {
  /** Tells of spans that could not be sent, from now on. */
  reportTo(log: (message: string) => void): void
  /** Sends what has not been sent; a collector that does not take it within 2 s is left. */
  close(): Promise<void>
}

const closeWithinMs = 2_000

/**
 * Traces every Redis command of this process where the environment names a collector, else loads nothing and is undefined.
 * To be called before anything loads ioredis: what is loaded already is not traced. Throws a TradingError `invalid-config`.
 */
export async function startTracing(
  app: string,
  variables: Readonly<Record<string, string | undefined>>,
  clock: Clock,
): Promise<Tracing | undefined> {
  const config = loadConfig(environment, variables)
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: name = app } = config
  if (endpoint === undefined) return undefined
  // The only way to see a module that is imported, and not required, as it is loaded.
  const { register } = await import('import-in-the-middle/register-hooks.mjs')
  register({ include: ['ioredis'] })
  const [
    { registerInstrumentations },
    { IORedisInstrumentation },
    { OTLPTraceExporter },
    { resourceFromAttributes },
    sdk,
  ] = await Promise.all([
    import('@opentelemetry/instrumentation'),
    import('@opentelemetry/instrumentation-ioredis'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
  ])
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` })
  const tracerProvider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': name }),
    sampler: new sdk.TraceIdRatioBasedSampler(config.OTEL_TRACES_SAMPLER_ARG),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  })
  registerInstrumentations({
    tracerProvider,
    instrumentations: [
      new IORedisInstrumentation({ requireParentSpan: false, dbStatementSerializer: describeCommand }),
    ],
  })
  let say: (message: string) => void = ignore
  return {
    reportTo: (log) => {
      say = log
      diag.setLogger({ error: log, warn: log, info: ignore, debug: ignore, verbose: ignore }, DiagLogLevel.WARN)
    },
    close: async () => {
      const isDone = await isDoneWithin(tracerProvider.shutdown(), closeWithinMs, clock)
      if (!isDone) say(`${endpoint} did not take the last spans within ${closeWithinMs} ms: they are lost`)
    },
  }
}

const ignore = (): void => undefined
