import { UserError } from '../base/errors.ts'

/** Ends a run at its time limit, and when whoever started it cancels it. `forget` once the run is over. */
export function endOf(runSeconds: number): { readonly signal: AbortSignal; forget(): void } {
  const ending = new AbortController()
  const end = (why: string) => ending.abort(new UserError(why))
  const deadline = setTimeout(() => end(`the run took longer than its limit of ${runSeconds} s (run-timeout)`), runSeconds * 1000)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end('the run was cancelled'))
  return { signal: ending.signal, forget: () => clearTimeout(deadline) }
}
