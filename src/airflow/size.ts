/** Bytes of a secret's JSON text in UTF-8. */
const WARN_ABOVE = 256 * 1024
const REFUSE_FROM = 1024 * 1024

/**
 * Whether a secret with these fields can be stored. From 1 MiB it cannot (the default `max_entry_size` of integrated storage);
 * above 256 KiB it probably belongs elsewhere.
 */
export function sizeOfSecret(fields: Readonly<Record<string, string | number>>): {
  readonly problem?: string
  readonly warning?: string
} {
  // Most are far below any limit, whatever they contain: a character takes at most six bytes.
  let characters = 0
  for (const name in fields) characters += name.length + String(fields[name]).length
  if (characters * 6 < WARN_ABOVE / 2) return {}
  const bytes = Buffer.byteLength(JSON.stringify(fields))
  const size = `takes ${Math.ceil(bytes / 1024)} KiB as JSON`
  if (bytes >= REFUSE_FROM)
    return { problem: `${size}, and a secret must stay below 1024 KiB; keep the data elsewhere and a reference here` }
  if (bytes > WARN_ABOVE)
    return { warning: `${size}, and every task that asks for it loads all of it; keep more than 256 KiB elsewhere` }
  return {}
}
