import { explained, type Finding } from './finding.ts'

/** Why a run ends, as sentences for the person who reads the log, each with what to do about it. */
export class UserError extends Error {
  readonly hint: string | undefined
  readonly #several: readonly Finding[] | undefined

  /** One sentence, to which `hint` belongs; or several findings at once. */
  constructor(said: string | readonly Finding[], { hint, cause }: { hint?: string | undefined; cause?: unknown } = {}) {
    super(typeof said === 'string' ? said : said.map(explained).join('\n'), { cause })
    this.name = 'UserError'
    this.hint = hint
    this.#several = typeof said === 'string' ? undefined : said
  }

  get findings(): readonly Finding[] {
    const { message, hint } = this
    return this.#several ?? [{ severity: 'error', message, ...(hint === undefined ? {} : { hint }) }]
  }
}

/** What is wrong in files and inputs, all of it at once: each is shown at its place. */
export class Mistakes extends UserError {
  constructor(findings: readonly Finding[]) {
    super(findings)
    this.name = 'Mistakes'
  }
}

/** Why a run failed. An error that is not for the user is our mistake and keeps its stack. */
export function failureOf(error: unknown): readonly Finding[] {
  if (error instanceof UserError) return error.findings
  return [{ severity: 'error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }]
}

/** The same as text, with hints. */
export const explain = (error: unknown): string => failureOf(error).map(explained).join('\n')
