import { sizeOfSecret } from './size.ts'
import { textProblem } from './text.ts'

/**
 * Why `value` cannot be an Airflow variable, or `undefined` if it can. Never quotes the value.
 *
 * `VaultBackend.get_variable` returns whatever type is stored, and Airflow 3 treats anything but a string as a missing variable.
 */
export function variableValueProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'is not a string; put it in quotes, or write it as JSON text'
  return textProblem(value) ?? sizeOfSecret({ value }).problem
}
