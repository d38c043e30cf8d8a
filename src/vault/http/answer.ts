import type { IncomingMessage } from 'node:http'
import { VaultError } from '../errors.ts'
import { unreachable } from './unreachable.ts'

/** Statuses that decisions rest on: it is there, it is not allowed, it is not there. Only Vault itself may say so. */
const TAKEN_AT_ITS_WORD = new Set([200, 403, 404])

export interface Response {
  readonly status: number
  /** Parsed JSON, or undefined where the answer had no body. */
  readonly body: unknown
}

/** A good answer is JSON with status 200, or 204; everything else is an error that says what came instead. */
export function readAnswer(
  name: { method: string; path: string },
  url: URL,
  { statusCode: status = 0, headers }: Pick<IncomingMessage, 'statusCode' | 'headers'>,
  text: string
): Response {
  if (status === 204) return { status, body: undefined }
  const type = headers['content-type']
  const isJson = type?.includes('json') === true
  const body = isJson ? parse(text) : undefined
  // A standby node answers sys/health with 429 or 473; the body is what we want.
  if (body !== undefined && (status === 200 || name.path === 'sys/health')) return { status, body }
  if (body === undefined && TAKEN_AT_ITS_WORD.has(status)) {
    // A connection that simply ends cuts JSON short, and nothing reports that.
    if (isJson)
      throw unreachable(name, url, `what came back (status ${status}) is JSON cut short`, { sent: true, code: 'CUT_SHORT' })
    throw unreachable(name, url, `what came back (status ${status}) is not JSON but ${type ?? 'of unknown type'}`, {
      sent: true,
      code: 'NOT_VAULT'
    })
  }
  const { errors, warnings, data } = (body ?? {}) as { errors?: unknown; warnings?: unknown; data?: { error?: unknown } }
  const detail = data?.error
  const said = Array.isArray(errors) ? errors.map(String) : typeof detail === 'string' ? [detail] : []
  const retryAfter = secondsOf(headers['retry-after'])
  throw new VaultError(name, status, said.length === 0 && body === undefined && text !== '' ? [quoted(text)] : said, {
    data,
    warnings: Array.isArray(warnings) ? warnings.map(String) : [],
    ...(retryAfter === undefined ? {} : { retryAfter })
  })
}

const LONGEST_QUOTE = 64 * 1024

/** All of it or nothing: it may hold a secret, and the half of one is not masked. The log shows the beginning. */
const quoted = (text: string) => (text.length > LONGEST_QUOTE ? `${text.length} characters` : text)

/** `Retry-After`: seconds, or a date. */
function secondsOf(header: string | undefined): number | undefined {
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
