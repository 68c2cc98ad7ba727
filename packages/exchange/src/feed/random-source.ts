/** A seeded source of numbers: the same seed gives the same numbers on every machine. */
export interface RandomSource {
  /** Evenly spread over [0, 1). */
  next(): number
  /** Bell-shaped around 0 with standard deviation 1 and no value beyond 6: a sum of twelve even ones (Irwin-Hall). */
  nextNormal(): number
}

/** mulberry32 by Tommy Ettinger (public domain): 32 bits of state, no floating-point function whose last digit differs by machine. */
export function createRandomSource(seed: number): RandomSource {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    nextNormal() {
      let sum = -6
      for (let draw = 0; draw < 12; draw += 1) sum += next()
      return sum
    },
  }
}
