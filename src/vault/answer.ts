import type { IncomingHttpHeaders } from 'node:http'
import { VaultError } from './errors.ts'
import type { Response } from './exchange.ts'

/** A good answer is JSON with status 200, or 204; everything else is an error that says what came instead. */
export function readAnswer(
  name: { method: string; path: string },
  status: number,
  headers: IncomingHttpHeaders,
  text: string
): Response {
  if (status === 204) return { status, body: undefined }
  const type = headers['content-type']
  const body = type?.includes('json') || text === '' ? parse(text) : undefined
  // A standby node answers sys/health with 429 or 473: the body is what is asked for.
  if (name.path === 'sys/health' && body !== undefined) return { status, body }
  if (status === 200 && body !== undefined) return { status, body }
  if (status === 200) {
    throw new VaultError(name, status, [
      `not JSON but ${type ?? 'nothing'}; is vault-url a Vault server, or a login page in front of one?`
    ])
  }
  const { errors, warnings, data } = (body ?? {}) as { errors?: unknown; warnings?: unknown; data?: { error?: unknown } }
  const detail = data?.error
  const said = Array.isArray(errors) ? errors.map(String) : typeof detail === 'string' ? [detail] : []
  const retryAfter = secondsOf(headers['retry-after'])
  throw new VaultError(name, status, said.length === 0 && body === undefined && text !== '' ? [text.slice(0, 200)] : said, {
    data,
    warnings: Array.isArray(warnings) ? warnings.map(String) : [],
    ...(retryAfter === undefined ? {} : { retryAfter })
  })
}

/** `Retry-After`: seconds, or a date. */
function secondsOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000)
  return Number.isFinite(seconds) ? Math.max(seconds, 0) : undefined
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
