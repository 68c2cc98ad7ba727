import { describe, test } from 'vitest'
import { accountCases } from './account-cases.ts'
import { amendCases } from './amend-cases.ts'
import { marketCases } from './market-cases.ts'
import { orderCases } from './order-cases.ts'
import { portCases } from './port-cases.ts'
import { positionCases } from './position-cases.ts'
import { SuiteDesk, suiteTerms, type SuiteCase, type SuiteExchange, type SuiteTerms } from './suite-desk.ts'

/**
 * Registers the numbered contract cases, which every exchange adapter passes, and the adapter's own ones in `more`. `open` is
 * called once a case with the suite's terms. Contract cases poll for events, so an adapter whose market does not wait for
 * subscribers passes them too.
 */
export function exchangeSuite(adapter: {
  readonly name: string
  readonly open: (terms: SuiteTerms) => Promise<SuiteExchange>
  readonly more?: readonly SuiteCase[]
}): void {
  describe(`${adapter.name} as an exchange`, () => {
    const contract = [...orderCases, ...amendCases, ...positionCases, ...portCases, ...accountCases, ...marketCases]
    for (const { id, rule, run } of [...contract, ...(adapter.more ?? [])]) {
      test(`${id} ${rule}`, async () => {
        const market = await adapter.open(suiteTerms)
        try {
          await run(new SuiteDesk(market))
        } finally {
          await market.close()
        }
      })
    }
  })
}
