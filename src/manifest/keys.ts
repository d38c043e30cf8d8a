import type { z } from 'zod'

type Type = z.core.$ZodType

/** What the schema `type` says about the value at a path below it; undefined where it knows none. */
export function typeAt(type: Type | undefined, path: readonly string[]): Type | undefined {
  return path.reduce((at: Type | undefined, key) => at && childOf(at, key), type)
}

/** The keys that a mapping may have; of several shapes, all of theirs. */
export function keysOf(type: Type | undefined): readonly string[] {
  return type === undefined ? [] : [...new Set(shapesOf(type).flatMap(shape => Object.keys(shape)))]
}

/** Those of them that a mapping of a single shape must have. */
export function requiredKeysOf(type: Type): readonly string[] {
  return shapesOf(type).flatMap(shape => Object.keys(shape).filter(key => shape[key]?._zod.optin === undefined))
}

/** The schemas that a value may satisfy one of, in their order. */
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

/** Without defaults, `optional` and transformations around it. */
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
