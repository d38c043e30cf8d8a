import { explained, type Finding } from './finding.ts'

/** Why a run ends, as sentences for the person who reads the log, each with what to do about it. */
export class UserError extends Error {
  readonly findings: readonly Finding[]

  /** One sentence, or several findings at once. `hint` belongs to the one sentence. */
  constructor(said: string | readonly Finding[], { hint, cause }: { hint?: string | undefined; cause?: unknown } = {}) {
    const findings: readonly Finding[] =
      typeof said === 'string' ? [{ severity: 'error', message: said, ...(hint === undefined ? {} : { hint }) }] : said
    super(typeof said === 'string' ? said : findings.map(explained).join('\n'), { cause })
    this.name = 'UserError'
    this.findings = findings
  }

  get hint(): string | undefined {
    return this.findings[0]?.hint
  }
}

/** What is wrong in files and inputs, all of it at once: each is shown at its place. */
export class Mistakes extends UserError {
  constructor(findings: readonly Finding[]) {
    super(findings)
    this.name = 'Mistakes'
  }
}

/** A user's error is its sentences and hints; anything else is ours and keeps its stack. */
export function explain(error: unknown): string {
  if (error instanceof UserError) return error.findings.map(explained).join('\n')
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
