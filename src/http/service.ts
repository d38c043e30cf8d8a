import type { IncomingHttpHeaders } from 'node:http'
import type { Row } from './verdict.ts'

/** Whether a request may be executed twice. `unsafe`: a second execution fails or does harm (a secret is unwrapped once). */
export type Repeat = 'idempotent' | 'unsafe'

export interface Request {
  readonly method: string
  /** Parsed once: parsing it for each request would be a good part of what one costs. */
  readonly server: URL
  /** What follows the server's URL, encoded: `/v1/…`. */
  readonly path: string
  /** What is asked for, where the user knows that by a better name than its path: `Deployment prod`. */
  readonly about?: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly repeat: Repeat
}

/** An answer as it came. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A good answer. */
export interface Response {
  readonly status: number
  /** Parsed JSON, or undefined where the answer had no body. */
  readonly body: unknown
  /** How far the service's data had come, where it counts that and says it. Opaque. */
  readonly index?: string
}

/** What is particular about a service on the other side of a transport. */
export interface Service {
  /** As sentences call it: `Vault`. */
  readonly name: string
  /** What to do if there is no usable answer, by code; they come before the general ones. */
  readonly hints: Readonly<Record<string, string>>
  /** What may be done after a refusal. The first row that fits counts; one without a row is final. */
  readonly refusals: readonly Row[]
  /** A good answer; throws a `Refusal` of the service for any other. */
  read(answer: Answer, request: Request): Response
}

/** The path as sentences name it, without version and query. */
export const pathOf = ({ path }: Request): string => path.replace(/^\/(?:v1\/)?/, '').replace(/\?.*/, '')

/** A request as sentences name it. */
export const nameOf = (request: Request): string =>
  request.about === undefined ? `${request.method} ${pathOf(request)}` : `the request for ${request.about}`
