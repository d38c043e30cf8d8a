const GRACE_MS = 5_000

/**
 * Aborts a little later than `signal`. For logins: one in progress when the run ends may still be answered, and a token that
 * this process never received could not be revoked.
 */
export function withGrace(signal: AbortSignal): AbortSignal {
  const later = new AbortController()
  const end = () => setTimeout(() => later.abort(signal.reason), GRACE_MS).unref()
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
  return later.signal
}
