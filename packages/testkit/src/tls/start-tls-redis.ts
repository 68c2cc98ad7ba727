import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@tradingboost/ensure-redis'
import { startRedis, type TestRedis } from '../start-redis.ts'
import { makeCertificates, type Certificates } from './make-certificates.ts'

/** A server that speaks TLS on a port, and plainly on its unix socket. */
export interface TlsRedis extends AsyncDisposable {
  readonly redis: TestRedis
  readonly port: number
  readonly certificates: Certificates
}

/** Starts one that asks every client for a certificate of its authority. */
export async function startTlsRedis(): Promise<TlsRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'tradingboost-test-tls-'))
  const certificates = await makeCertificates(folder)
  const port = await freePort()
  const redis = await startRedis({
    config: {
      'tls-port': String(port),
      'tls-cert-file': certificates.server.cert,
      'tls-key-file': certificates.server.key,
      'tls-ca-cert-file': certificates.cacert,
    },
  })
  return {
    redis,
    port,
    certificates,
    async [Symbol.asyncDispose]() {
      await redis.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
