export { default } from '@tradingboost/vitest-config'
