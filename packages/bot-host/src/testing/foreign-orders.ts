import { clientOrderId, closingSide, roundToLot, type Instrument } from '@tradingboost/domain'
import type { Exchange } from '@tradingboost/exchange'

/** Another program of the account closes a third of each position by market orders; whether it closed anything. */
export async function closeThird(account: Exchange, instrument: Instrument, tag: string): Promise<boolean> {
  let isClosing = false
  for (const { side, quantity: held } of await account.positions()) {
    const third = roundToLot(instrument, held.div(3), 'down')
    if (third.lt(instrument.minQuantity)) continue
    const { kind } = await account.submit({
      clientOrderId: clientOrderId(`foreign${tag}${side}`),
      symbol: instrument.symbol,
      side: closingSide(side),
      positionSide: side,
      type: 'market',
      quantity: third,
      reduceOnly: true,
      postOnly: false,
    })
    isClosing ||= kind === 'accepted'
  }
  return isClosing
}
