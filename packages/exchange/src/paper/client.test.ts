import { systemClock } from '@tradingboost/domain'
import type { Exchange } from '../exchange.ts'
import { exchangeSuite } from '../testing/exchange-suite.ts'
import { connectPaperExchange } from './client.ts'
import { createPaperExchange } from './create-paper-exchange.ts'
import { startPaperExchangeServer } from './server.ts'

exchangeSuite({
  name: 'the paper exchange over WebSocket',
  async open({ instrument, ...terms }) {
    const paper = createPaperExchange({ instruments: [instrument], ...terms })
    const server = await startPaperExchangeServer({ paper, port: 0 })
    const clients: Exchange[] = []
    return {
      async connect(user) {
        const client = await connectPaperExchange({ url: server.url, userId: user, clock: systemClock })
        clients.push(client)
        return client
      },
      advance: paper.advance,
      end: paper.end,
      async close() {
        for (const client of clients) await client.close()
        await server.close()
      },
    }
  },
})
