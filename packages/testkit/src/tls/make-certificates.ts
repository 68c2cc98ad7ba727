import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Paths of PEM files. */
export interface Certificates {
  /** The authority that signed both certificates. */
  readonly cacert: string
  /** Of a server at 127.0.0.1 and localhost. */
  readonly server: { readonly cert: string; readonly key: string }
  readonly client: { readonly cert: string; readonly key: string }
}

/** Makes an authority, a server's certificate and a client's in a folder, by openssl. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const file = (name: string): string => join(folder, name)
  const openssl = async (...args: readonly (readonly string[])[]): Promise<void> => {
    await promisify(execFile)('openssl', args.flat())
  }
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const
  await openssl(
    ['req', '-x509', ...newKey, '-days', '2', '-subj', '/CN=test authority'],
    ['-keyout', file('ca.key'), '-out', file('ca.pem')],
  )
  const sign = async (name: string, alternatives: string): Promise<{ cert: string; key: string }> => {
    const [key, request, cert] = [file(`${name}.key`), file(`${name}.csr`), file(`${name}.pem`)]
    const extensions = file(`${name}.cnf`)
    await writeFile(extensions, `subjectAltName=${alternatives}\n`)
    await openssl(['req', '-new', ...newKey], ['-subj', `/CN=${name}`, '-keyout', key, '-out', request])
    await openssl(
      ['x509', '-req', '-in', request, '-days', '2', '-CA', file('ca.pem'), '-CAkey', file('ca.key')],
      ['-set_serial', String(name.length), '-extfile', extensions, '-out', cert],
    )
    return { cert, key }
  }
  return {
    cacert: file('ca.pem'),
    server: await sign('server', 'IP:127.0.0.1,DNS:localhost'),
    client: await sign('client', 'DNS:client.invalid'),
  }
}
