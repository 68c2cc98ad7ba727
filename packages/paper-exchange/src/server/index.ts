export { startPaperExchangeServer, type PaperExchangeServer, type PaperExchangeServerOptions } from './server.ts'
