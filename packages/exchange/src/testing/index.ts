export { exchangeSuite } from './exchange-suite.ts'
export type { SuiteExchange, SuiteTerms } from './suite-desk.ts'
