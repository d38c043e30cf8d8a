const GRACE_MS = 5_000

/**
 * Ends what `signal` ends, a little later. For logins: one that is under way when the run is ended may still be answered, and a
 * token that nobody heard of could not be revoked.
 */
export function withGrace(signal: AbortSignal): AbortSignal {
  const later = new AbortController()
  const end = () => setTimeout(() => later.abort(signal.reason), GRACE_MS).unref()
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
  return later.signal
}
