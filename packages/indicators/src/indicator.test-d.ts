import { createAtr, createBollinger, createRsi, type BollingerBands, type Indicator, type PriceRange } from './index.ts'

const rsi: Indicator = createRsi()
const atr: Indicator<PriceRange> = createAtr()
const bands: Indicator<number, BollingerBands> = createBollinger()
const upper: number | undefined = bands.value?.upper

// @ts-expect-error a result may be missing until warm
const always: number = rsi.update(1)
// @ts-expect-error ATR reads ranges, not prices
const byClose: Indicator = createAtr()
// @ts-expect-error a range is not whole without its close
atr.update({ high: 2, low: 1 })

export { always, byClose, upper }
