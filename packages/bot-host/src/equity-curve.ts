const mostPoints = 240

/** Keeps a curve of any length in at most 240 points: when full, every other point goes and from then on every other sample. */
export class EquityCurve {
  #points: string[] = []
  #everyNth = 1
  #samples = 0

  add(value: string): void {
    if (this.#samples % this.#everyNth === 0) this.#points.push(value)
    this.#samples += 1
    if (this.#points.length < mostPoints) return
    this.#points = this.#points.filter((_, at) => at % 2 === 0)
    this.#everyNth *= 2
  }

  get points(): readonly string[] {
    return this.#points
  }
}
