/** Whether a JavaScript number is exactly what its JSON token says. */
export function isExact(value: number, source: string): boolean {
  if (!Number.isFinite(value)) return false
  const isInteger = !/[.eE]/.test(source)
  if (isInteger) return Number.isSafeInteger(value)
  return canonicalDigits(String(value)) === canonicalDigits(source)
}

/** Sign (but for zero), significant digits and exponent of a number token, so that `1e-05`, `0.00001` and `1.0e-5` compare equal. */
function canonicalDigits(token: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length)
  return `${sign}${significant}e${power}`
}
