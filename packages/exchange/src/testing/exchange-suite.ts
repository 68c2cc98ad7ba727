import { describe, test } from 'vitest'
import { accountCases } from './account-cases.ts'
import { marketCases } from './market-cases.ts'
import { orderCases } from './order-cases.ts'
import { positionCases } from './position-cases.ts'
import { SuiteDesk, suiteTerms, type SuiteExchange, type SuiteTerms } from './suite-desk.ts'

/** Registers the numbered cases that every exchange adapter passes; `open` is called once a case with the suite's terms. */
export function exchangeSuite(adapter: {
  readonly name: string
  readonly open: (terms: SuiteTerms) => Promise<SuiteExchange>
}): void {
  describe(`${adapter.name} as an exchange`, () => {
    for (const { id, rule, run } of [...orderCases, ...positionCases, ...accountCases, ...marketCases]) {
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
