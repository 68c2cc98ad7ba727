import { exchangeSuite } from '@tradingboost/exchange/testing'
import { paperCases } from './cases/paper-cases.ts'
import { fillModel } from './cases/paper-terms.ts'
import { createPaperExchange } from '../src/create-paper-exchange.ts'

exchangeSuite({
  name: 'the paper exchange in this process',
  more: paperCases,
  async open({ instrument, ...terms }) {
    const paper = createPaperExchange({ instruments: [instrument], ...terms, fillModel })
    return {
      connect: async (user) => paper.account(user),
      advance: paper.advance,
      end: paper.end,
      suspend: (isSuspended) => (isSuspended ? paper.suspend() : paper.resume()),
      close: async () => undefined,
    }
  },
})
