/** Lets callers wait for a condition that newcomers may fulfil. */
export interface MarketGate {
  /** Somebody came: look again. */
  admit(): void
  until(condition: () => boolean): Promise<void>
}

export function createMarketGate(): MarketGate {
  let arrival = Promise.withResolvers<void>()
  return {
    admit() {
      arrival.resolve()
      arrival = Promise.withResolvers()
    },
    async until(condition) {
      while (!condition()) await arrival.promise
    },
  }
}
