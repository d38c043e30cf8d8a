/**
 * Whose rules say what is a number without quotes: Airflow's PyYAML writes the password `1e5` that way, and the astro CLI reads
 * 100000. JSON has no strings without quotes.
 */
export type Dialect = 'python' | 'go' | 'json'

/** Whether text without quotes is a boolean, a number or a date. */
export function isPlain(text: string, dialect: Dialect): boolean {
  if (dialect === 'json' || PLAIN.some(form => form.test(text))) return true
  // Go accepts 1e5 and 0815 too.
  return dialect === 'go' && Number.isFinite(Number(text))
}

/** What YAML 1.1, and so PyYAML, reads as a boolean, a number or a date. */
const PLAIN = [
  /^(yes|no|true|false|on|off)$/i,
  /^[-+]?(0b[01_]+|0[0-7_]+|0x[0-9a-f_]+|0|[1-9][0-9_]*(:[0-5]?[0-9])*)$/i,
  /^[-+]?([0-9][0-9_]*(:[0-5]?[0-9])*\.[0-9_]*|\.[0-9][0-9_]*)(e[-+][0-9]+)?$/i,
  /^([-+]?\.inf|\.nan)$/i,
  /^\d{4}-\d\d?-\d\d?([Tt \t].*)?$/
]
