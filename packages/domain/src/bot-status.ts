/** `degraded`: it runs, but opens nothing until its records can be written again; `failed`: it ended by an error. */
export const botStatuses = ['starting', 'running', 'degraded', 'stopping', 'stopped', 'failed'] as const

export type BotStatus = (typeof botStatuses)[number]
