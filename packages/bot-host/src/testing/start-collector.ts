import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

const attribute = z.object({ key: z.string(), value: z.object({ stringValue: z.string().optional() }) })
const body = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(z.object({ name: z.string(), attributes: z.array(attribute) })) })),
    }),
  ),
})

/** A span as it arrived: of which service, what it is called, what it says was asked. */
interface CollectedSpan {
  readonly service: string | undefined
  readonly name: string
  readonly statement: string | undefined
}

/** A collector of traces on loopback that takes OTLP over HTTP as JSON. */
export interface Collector extends AsyncDisposable {
  readonly url: string
  spans(): readonly CollectedSpan[]
}

export async function startCollector(): Promise<Collector> {
  const collected: CollectedSpan[] = []
  const server = createServer((request, response) => {
    text(request).then(
      (sent) => {
        const isTraces = request.url === '/v1/traces'
        if (isTraces) collected.push(...spansOf(sent))
        response.writeHead(isTraces ? 200 : 404, { 'content-type': 'application/json' }).end('{}')
      },
      () => response.destroy(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => collected,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function spansOf(sent: string): readonly CollectedSpan[] {
  return body.parse(JSON.parse(sent)).resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ name, attributes }) => ({
        service: valueOf(resource.attributes, 'service.name'),
        name,
        statement: valueOf(attributes, 'db.statement') ?? valueOf(attributes, 'db.query.text'),
      })),
    ),
  )
}

const valueOf = (attributes: readonly z.infer<typeof attribute>[], wanted: string): string | undefined =>
  attributes.find(({ key }) => key === wanted)?.value.stringValue
