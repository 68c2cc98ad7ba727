/** The bytes of commands in the Redis protocol (RESP2), one after another. */
export function encodeCommands(lines: readonly (readonly (string | Buffer)[])[]): Buffer {
  let size = 0
  for (const line of lines) {
    size += prefixBytes
    for (const part of line) size += prefixBytes + (typeof part === 'string' ? part.length * 3 : part.length)
  }
  const bytes = Buffer.allocUnsafe(size)
  let at = 0
  for (const line of lines) {
    at += bytes.write(`*${line.length}\r\n`, at, 'latin1')
    for (const part of line) {
      const length = typeof part === 'string' ? Buffer.byteLength(part) : part.length
      at += bytes.write(`$${length}\r\n`, at, 'latin1')
      at += typeof part === 'string' ? bytes.write(part, at) : part.copy(bytes, at)
      at += bytes.write('\r\n', at, 'latin1')
    }
  }
  return bytes.subarray(0, at)
}

/** Room for a mark, a length of up to 20 digits and two line ends. */
const prefixBytes = 25
