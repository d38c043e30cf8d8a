/**
 * A whole number that Python reads as a float, such as `1.0` or `1e3`. JavaScript has one type for both, so a plain number would
 * come back as an int.
 */
export class WholeFloat {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }

  /** As Python's `json.dumps` writes it. Node 20 lacks `JSON.rawJSON`, so there it becomes an int. */
  toJSON(): unknown {
    const large = Math.abs(this.value) >= 1e16
    const text = large ? this.value.toExponential() : `${Object.is(this.value, -0) ? '-0' : this.value}.0`
    return (JSON as { rawJSON?: (text: string) => unknown }).rawJSON?.(text) ?? this.value
  }
}

/** Wraps a float that is a whole number. Any other float stays one by itself. */
export const wholeFloat = <T>(value: T): T | WholeFloat => (Number.isInteger(value) ? new WholeFloat(value as number) : value)

/** `JSON.parse` that tells floats from ints. */
export function parseWithFloats(text: string): unknown {
  return JSON.parse(text, (_, value, ...rest) => {
    const [context] = rest as [{ source?: string }?]
    return /[.e]/i.test(context?.source ?? '') ? wholeFloat(value) : value
  })
}
