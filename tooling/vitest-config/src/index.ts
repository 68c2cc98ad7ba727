import { defineConfig } from 'vitest/config'

const sourceCondition = '@tradingboost/source'

export default defineConfig({
  ssr: { resolve: { conditions: [sourceCondition, 'node', 'module'] } },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    reporters: ['default', 'json'],
    outputFile: { json: '.vitest/report.json' },
    // Guards against a test that never ends; the machine may be busy.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    passWithNoTests: true,
    env: { TRADINGBOOST_NODE_FLAGS: `--conditions=${sourceCondition}` },
  },
})
