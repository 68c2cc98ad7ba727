import type { HttpServer } from './http-server.ts'
import type { Metrics } from './metrics.ts'

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** Serves /metrics and times every request under its route's template, so that ids in paths make no new series. */
export function addHttpMetrics(server: HttpServer, metrics: Metrics): void {
  const duration = metrics.histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to response, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets,
  })
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched')
    duration.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000)
    done()
  })
  server.get(
    '/metrics',
    { schema: { tags: ['service'], summary: 'Metrics in the text format of Prometheus.' } },
    async (_, reply) => reply.type(metrics.contentType).send(await metrics.expose()),
  )
}
