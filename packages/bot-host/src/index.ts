export { botEnvironment, botOf, jsonSetting, limitsOf, type BotConfig } from './bot-environment.ts'
export type { BotPart } from './host-bot.ts'
export { plainOrderRecords, type OpenOrderRecords, type OrderRecords } from './journal/order-records.ts'
export { startBot, type BotSurroundings, type StartedBot } from './start-bot.ts'
