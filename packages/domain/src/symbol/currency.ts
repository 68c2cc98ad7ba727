/** One currency: letters without a lower case form, and digits, such as XRP, 1000SATS or 币安人生. */
export const currency = String.raw`[\p{Lu}\p{Lo}\p{Nd}]+`

/** A day as YYMMDD. */
export const expiryDay = String.raw`\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`
