/** One mistake in a file or an input, with the place where it stands (line and column from 1). */
export interface Problem {
  readonly message: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
}

/** What went wrong, as a sentence for the person who reads the log, and what to do about it. */
export class UserError extends Error {
  readonly hint: string | undefined

  constructor(message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.name = 'UserError'
    this.hint = options.hint
  }
}

/** Several mistakes at once: everything that is wrong is said in one run. */
export class Problems extends UserError {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'))
    this.name = 'Problems'
    this.problems = problems
  }
}

export function describeProblem({ file, line, column, message }: Problem): string {
  const place = [file, line, column].filter(part => part !== undefined).join(':')
  return place === '' ? message : `${place}: ${message}`
}

/** A user's error is its sentence and its hint; anything else is ours and keeps its stack. */
export function explain(error: unknown): string {
  if (error instanceof UserError) return error.hint === undefined ? error.message : `${error.message}\n${error.hint}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
