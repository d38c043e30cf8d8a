/** What Airflow's secret may weigh; a limit is reached by its JSON text in UTF-8. */
const WARN_ABOVE = 256 * 1024
const REFUSE_FROM = 1024 * 1024

/**
 * Whether a secret of these fields can be stored: from 1 MiB on it cannot (`max_entry_size` of integrated storage is that much), and
 * above 256 KiB it is likely to be in the wrong place.
 */
export function sizeOfSecret(fields: Readonly<Record<string, string | number>>): {
  readonly problem?: string
  readonly warning?: string
} {
  // Most are far from any limit, whatever is in them: a character takes six bytes at most.
  let characters = 0
  for (const name in fields) characters += name.length + String(fields[name]).length
  if (characters * 6 < WARN_ABOVE / 2) return {}
  const bytes = Buffer.byteLength(JSON.stringify(fields))
  const size = `takes ${Math.ceil(bytes / 1024)} KiB as JSON`
  if (bytes >= REFUSE_FROM)
    return { problem: `${size}; 1024 KiB are too much for one secret: keep the data elsewhere, and a reference here` }
  if (bytes > WARN_ABOVE)
    return { warning: `${size}, which every task that asks for it will load; 256 KiB are much for a secret` }
  return {}
}
