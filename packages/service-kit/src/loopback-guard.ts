import type { HttpServer } from './http-server.ts'
import { pathOf, sendProblem } from './problem-response.ts'
import { problemOfStatus } from './problem.ts'

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Keeps web pages away from a server that listens on this machine only. A page's script is refused by its Origin, an image or
 * form of a page by its Sec-Fetch-Site (browsers send no Origin for it), and a foreign name that resolves to 127.0.0.1 (DNS
 * rebinding) by its Host. A link that a person follows to a page of this server is served.
 */
export function addLoopbackGuard(server: HttpServer, allowedHosts: readonly string[]): void {
  const names = new Set([...loopbackNames, ...allowedHosts])
  server.addHook('onRequest', async (request, reply) => {
    const host = nameIn(`http://${request.headers.host ?? ''}`)
    if (host === undefined || !names.has(host)) {
      const detail = `the host ${host ?? '(none)'} is not served here: use 127.0.0.1, or add it to the allowed hosts`
      return sendProblem(reply, problemOfStatus(421, detail, pathOf(request)))
    }
    const { origin } = request.headers
    if (origin !== undefined && !names.has(nameIn(origin) ?? '')) {
      const detail = `requests from pages of ${origin} are refused: call this API from this machine`
      return sendProblem(reply, problemOfStatus(403, detail, pathOf(request)))
    }
    const { 'sec-fetch-site': site, 'sec-fetch-mode': mode } = request.headers
    if (site === 'cross-site' && !(mode === 'navigate' && request.method === 'GET')) {
      const detail = 'requests from pages of another site are refused: call this API from this machine'
      return sendProblem(reply, problemOfStatus(403, detail, pathOf(request)))
    }
    return undefined
  })
}

function nameIn(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined
}
