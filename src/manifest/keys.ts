import type { z } from 'zod'

type Type = z.core.$ZodType

/** The schema of the value at a path below `type`; undefined if there is none. */
export function typeAt(type: Type | undefined, path: readonly string[]): Type | undefined {
  return path.reduce((at: Type | undefined, key) => at && childOf(at, key), type)
}

/** The keys that a mapping may have; with several shapes, those of all. */
export function keysOf(type: Type | undefined): readonly string[] {
  return type === undefined ? [] : [...new Set(shapesOf(type).flatMap(shape => Object.keys(shape)))]
}

/** The keys that a mapping must have; with several shapes, those of all. */
export function requiredKeysOf(type: Type): readonly string[] {
  return shapesOf(type).flatMap(shape => Object.keys(shape).filter(key => shape[key]?._zod.optin === undefined))
}

/** The members of a union, in order; none for any other schema. */
export const optionsOf = (type: Type | undefined): readonly Type[] => (type && definition(type).options) ?? []

type Shape = Readonly<Record<string, Type>>

interface Definition {
  readonly innerType?: Type
  readonly in?: Type
  readonly shape?: Shape
  readonly valueType?: Type
  readonly element?: Type
  readonly options?: readonly Type[]
}

/** Unwraps defaults, `optional` and transformations. */
function definition(type: Type): Definition {
  const found = type._zod.def as Definition
  const inner = found.innerType ?? found.in
  return inner === undefined ? found : definition(inner)
}

function childOf(type: Type, key: string): Type | undefined {
  const { shape, valueType, element, options = [] } = definition(type)
  return shape?.[key] ?? valueType ?? element ?? options.map(option => childOf(option, key)).find(child => child !== undefined)
}

function shapesOf(type: Type): readonly Shape[] {
  const { shape, options = [] } = definition(type)
  return shape === undefined ? options.flatMap(shapesOf) : [shape]
}
