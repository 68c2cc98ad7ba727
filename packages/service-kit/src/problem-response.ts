import { TradingError } from '@tradingboost/domain'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Problem } from './problem.ts'
import { problemMediaType, problemOfStatus, problemOfTradingError } from './problem.ts'

const retryAfterSeconds = 5

/** Turns whatever a handler threw into a problem; what nobody expected keeps its message in the log and out of the answer. */
function problemOfError(error: unknown, request: FastifyRequest): Problem {
  const instance = pathOf(request)
  if (error instanceof TradingError) return problemOfTradingError(error, instance)
  if (hasZodFastifySchemaValidationErrors(error)) {
    const part = error.validationContext ?? 'request'
    const errors = error.validation.map(({ instancePath, message }) => ({
      path: `${part}${instancePath.replaceAll('/', '.')}`,
      message: message ?? 'is not valid',
    }))
    const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ')
    return { ...problemOfStatus(400, detail, instance), code: 'invalid-request', errors }
  }
  const status = statusOf(error)
  if (status !== undefined && status >= 400 && status < 500) {
    return problemOfStatus(status, error instanceof Error ? error.message : 'the request is refused', instance)
  }
  return problemOfStatus(500, `an unexpected error: its cause stands in the log under request ${request.id}`, instance)
}

/** Answers with the problem of an error and logs it once, here. */
export function sendProblemOf(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOfError(error, request)
  if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed')
  else request.log.info({ code: problem.code, detail: problem.detail }, 'request refused')
  if (error instanceof TradingError && error.retry === 'later') void reply.header('retry-after', retryAfterSeconds)
  return sendProblem(reply, problem)
}

export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const detail = `nothing answers ${request.method} ${pathOf(request)}: the routes are listed at /docs`
  return sendProblem(reply, problemOfStatus(404, detail, pathOf(request)))
}

/** Sends a problem past the route's response schemas, which describe its successes. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .type(problemMediaType)
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem)
}

/** Path without the query, which may carry what belongs into no log. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined
  return typeof error.statusCode === 'number' ? error.statusCode : undefined
}
