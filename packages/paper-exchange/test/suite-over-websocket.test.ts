import { systemClock } from '@tradingboost/domain'
import type { Exchange } from '@tradingboost/exchange'
import { exchangeSuite } from '@tradingboost/exchange/testing'
import { paperCases } from './cases/paper-cases.ts'
import { fillModel } from './cases/paper-terms.ts'
import { connectPaperExchange } from '../src/client/client.ts'
import { createPaperExchange } from '../src/create-paper-exchange.ts'
import { startPaperExchangeServer } from '../src/server/server.ts'

exchangeSuite({
  name: 'the paper exchange over WebSocket',
  more: paperCases,
  async open({ instrument, ...terms }) {
    const paper = createPaperExchange({ instruments: [instrument], ...terms, fillModel })
    const server = await startPaperExchangeServer({ paper, port: 0, clock: systemClock })
    const clients: Exchange[] = []
    return {
      async connect(user) {
        const client = await connectPaperExchange({ url: server.url, userId: user, clock: systemClock })
        clients.push(client)
        return client
      },
      advance: paper.advance,
      end: paper.end,
      suspend: (isSuspended) => (isSuspended ? paper.suspend() : paper.resume()),
      async close() {
        for (const client of clients) await client.close()
        await server.close()
      },
    }
  },
})
