import type { Answer, Request, Service } from './service.ts'
import { unreachable } from './unreachable.ts'

/** Statuses that decisions rest on: it is there, it is not allowed, it is not there. Only the service itself may say so. */
const TAKEN_AT_ITS_WORD = new Set([200, 403, 404])

/** The JSON of an answer; undefined where there is none and nobody would decide by its status. */
export function jsonOf({ status, headers, text }: Answer, request: Request, service: Service): unknown {
  const type = headers['content-type']
  const isJson = type?.includes('json') === true
  const body = isJson ? parse(text) : undefined
  if (body !== undefined || !TAKEN_AT_ITS_WORD.has(status)) return body
  // A connection that simply ends cuts JSON short, and nothing reports that.
  if (isJson)
    throw unreachable(service, request, `what came back (status ${status}) is JSON cut short`, { sent: true, code: 'CUT_SHORT' })
  throw unreachable(service, request, `what came back (status ${status}) is not JSON but ${type ?? 'of unknown type'}`, {
    sent: true,
    code: 'NOT_JSON'
  })
}

const LONGEST_QUOTE = 64 * 1024

/** All of it or nothing: it may hold a secret, and the half of one is not masked. The log shows the beginning. */
export const quoted = (text: string): string => (text.length > LONGEST_QUOTE ? `${text.length} characters` : text)

/** `Retry-After` in seconds; the header has seconds, or a date. */
export function retryAfterOf({ headers }: Answer): number | undefined {
  const header = headers['retry-after']
  if (header === undefined) return undefined
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000)
  return Number.isFinite(seconds) ? Math.max(seconds, 0) : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
