import helmet from '@fastify/helmet'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import websocket from '@fastify/websocket'
import type { FastifyBaseLogger, RouteOptions } from 'fastify'
import { fastify, LogController } from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { HealthOptions } from './health.ts'
import { addHealth } from './health.ts'
import { addHttpMetrics } from './http-metrics.ts'
import type { HttpServer } from './http-server.ts'
import type { Logger } from './logger.ts'
import { addLoopbackGuard } from './loopback-guard.ts'
import type { Metrics } from './metrics.ts'
import { sendNotFound, sendProblemOf } from './problem-response.ts'
import { problemMediaType, problemSchema } from './problem.ts'

const requestBytes = 64 * 1_024

export interface ServerOptions extends HealthOptions {
  /** Title and version of the API as /docs shows them. */
  readonly title: string
  readonly version: string
  readonly logger: Logger
  readonly metrics: Metrics
  /** Host names that requests may carry besides those of the loopback interface. */
  readonly allowedHosts?: readonly string[]
  /** Lets routes be `websocket: true`; a longer frame closes its socket. */
  readonly webSockets?: { readonly maxFrameBytes: number }
}

const problem = {
  description: 'What went wrong, by RFC 9457.',
  content: { [problemMediaType]: { schema: problemSchema } },
}

/** Every route that says what it answers may also answer with a problem. */
function documentProblems(route: RouteOptions): void {
  if (typeof route.schema?.response !== 'object') return
  route.schema = { ...route.schema, response: { default: problem, ...route.schema.response } }
}

/**
 * Builds a server with /health, /ready, /metrics and /docs; errors are RFC 9457 problems, requests and responses are
 * checked by their zod schemas. Add routes, then `listen`.
 */
export async function createServer(options: ServerOptions): Promise<HttpServer> {
  const logger: FastifyBaseLogger = options.logger
  const server = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: requestBytes,
    frameworkErrors: (error, request, reply) => void sendProblemOf(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>()
  // Pages may send text/plain to foreign servers unasked; no route of ours takes it.
  server.removeContentTypeParser('text/plain')
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  server.setErrorHandler(sendProblemOf)
  server.setNotFoundHandler(sendNotFound)
  // Before the guard: its hooks close the socket of an upgrade that the guard refuses.
  if (options.webSockets !== undefined) {
    await server.register(websocket, {
      options: { maxPayload: options.webSockets.maxFrameBytes },
      errorHandler(cause, socket, request) {
        request.log.info({ err: cause }, 'socket closed by a fault')
        socket.terminate()
      },
    })
  }
  addLoopbackGuard(server, options.allowedHosts ?? [])
  server.addHook('onRoute', documentProblems)

  // Served over plain HTTP on the loopback interface: a browser must not be told to upgrade.
  await server.register(helmet, {
    strictTransportSecurity: false,
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  })
  await server.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: options.title, version: options.version } },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  await server.register(swaggerUi, { routePrefix: '/docs' })

  addHealth(server, options)
  addHttpMetrics(server, options.metrics)
  return server
}
