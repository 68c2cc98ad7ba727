import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('programs/start-tracing.ts', import.meta.url))
const flags = (process.env['TRADINGBOOST_NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '')

test.each([
  [{}, false],
  [{ OTEL_SERVICE_NAME: 'grid' }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, true],
])('with %j OpenTelemetry is loaded: %j', async (variables, isTracing) => {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program, JSON.stringify(variables)])
  expect(JSON.parse(stdout)).toEqual({ isTracing, loads: isTracing })
})
