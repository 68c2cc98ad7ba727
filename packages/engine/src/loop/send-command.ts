import type { Exchange } from '@tradingboost/exchange'
import type { Command } from '../command.ts'
import type { EngineEvent } from '../engine-event.ts'

/** Sends one command; an adapter that throws has given no answer, which is not a rejection. */
export async function sendCommand(exchange: Exchange, command: Command): Promise<EngineEvent> {
  if (command.kind === 'submit') {
    const { clientOrderId } = command.request
    const outcome = await exchange
      .submit(command.request)
      .catch((cause: unknown) => ({ kind: 'unknown', clientOrderId, cause }) as const)
    return { kind: 'submit-answered', outcome }
  }
  const { symbol, clientOrderId } = command
  if (command.kind === 'amend') {
    const outcome = await exchange
      .amend(symbol, clientOrderId, command.amendment)
      .catch((cause: unknown) => ({ kind: 'unknown', clientOrderId, cause }) as const)
    return { kind: 'amend-answered', outcome }
  }
  const outcome = await exchange
    .cancel(symbol, clientOrderId)
    .catch((cause: unknown) => ({ kind: 'unknown', clientOrderId, cause }) as const)
  return { kind: 'cancel-answered', outcome }
}
