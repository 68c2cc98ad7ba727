import type { Counter, Gauge, Histogram, Registry } from 'prom-client'
import * as prometheus from 'prom-client'

export interface MetricOptions<Label extends string> {
  /** Snake case, with the unit: `orders_filled_total`, `candle_seconds`. */
  readonly name: string
  readonly help: string
  readonly labelNames?: readonly Label[]
}

/** The metrics of one process, in a registry of its own. */
export interface Metrics {
  counter<Label extends string = never>(options: MetricOptions<Label>): Counter<Label>
  gauge<Label extends string = never>(options: MetricOptions<Label>): Gauge<Label>
  histogram<Label extends string = never>(
    options: MetricOptions<Label> & { readonly buckets: readonly number[] },
  ): Histogram<Label>
  /** Where they stand, for packages that bring their own. */
  readonly registry: Registry
  readonly contentType: string
  /** Everything in the text format of Prometheus. */
  expose(): Promise<string>
}

/** Starts with the metrics of the Node process (memory, event loop, garbage collection), all labelled `app`. */
export function createMetrics(app: string): Metrics {
  const registry = new prometheus.Registry()
  registry.setDefaultLabels({ app })
  prometheus.collectDefaultMetrics({ register: registry })
  const settings = <Label extends string>({ name, help, labelNames }: MetricOptions<Label>) => ({
    name,
    help,
    labelNames: labelNames ?? [],
    registers: [registry],
  })
  return {
    counter: (options) => new prometheus.Counter(settings(options)),
    gauge: (options) => new prometheus.Gauge(settings(options)),
    histogram: (options) => new prometheus.Histogram({ ...settings(options), buckets: [...options.buckets] }),
    registry,
    contentType: registry.contentType,
    expose: () => registry.metrics(),
  }
}
