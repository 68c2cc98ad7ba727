import { exchangeSuite } from '../testing/exchange-suite.ts'
import { createPaperExchange } from './create-paper-exchange.ts'

exchangeSuite({
  name: 'the paper exchange in this process',
  async open({ instrument, ...terms }) {
    const paper = createPaperExchange({ instruments: [instrument], ...terms })
    return {
      connect: async (user) => paper.account(user),
      advance: paper.advance,
      end: paper.end,
      close: async () => undefined,
    }
  },
})
