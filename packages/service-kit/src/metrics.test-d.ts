import { createMetrics } from './metrics.ts'

const fills = createMetrics('grid').counter({ name: 'fills_total', help: 'Fills.', labelNames: ['side'] })
fills.inc({ side: 'long' })
// @ts-expect-error a counter takes only the labels that it was made with
fills.inc({ symbol: 'XRP-USDT-SWAP' })
