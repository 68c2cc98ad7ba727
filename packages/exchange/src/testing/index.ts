export { exchangeSuite } from './exchange-suite.ts'
export {
  requestOf,
  SuiteDesk,
  suiteTerms,
  type PlacedOrder,
  type SuiteCase,
  type SuiteExchange,
  type SuiteTerms,
  type Trader,
} from './suite-desk.ts'
