/** The clocks of all runs and of Vault go that many times as fast: a lock lasts one and a half seconds. */
export const SPEED = 20

/** The environment of a run whose clock is fast. */
export const FAST = {
  NODE_OPTIONS: `--import=${new URL('../../tools/runner/fast-clock.mjs', import.meta.url)}`,
  CLOCK_SPEED: String(SPEED)
}

/** The time of a Vault whose clock is fast from now on; `tapVault` shows it to the runs. */
export function fastClock(): () => number {
  const begun = Date.now()
  return () => begun + (Date.now() - begun) * SPEED
}
