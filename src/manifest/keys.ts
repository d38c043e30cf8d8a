import type { z } from 'zod'
import { schema } from './schema.ts'

/** The keys that may stand at a path, read off the schema. */
export function knownKeys(path: readonly string[]): readonly string[] {
  let at: z.core.$ZodType | undefined = schema
  for (const key of path) at = at && childOf(at, key)
  return at === undefined ? [] : keysOf(at)
}

function childOf(type: z.core.$ZodType, key: string): z.core.$ZodType | undefined {
  const inner = bare(type)._zod.def as { type: string; shape?: Record<string, z.core.$ZodType>; valueType?: z.core.$ZodType }
  return inner.shape?.[key] ?? inner.valueType
}

function keysOf(type: z.core.$ZodType): readonly string[] {
  const def = bare(type)._zod.def as { shape?: object; options?: readonly z.core.$ZodType[] }
  return def.options?.flatMap(keysOf) ?? Object.keys(def.shape ?? {})
}

/** Without defaults and `optional` around it. */
function bare(type: z.core.$ZodType): z.core.$ZodType {
  const { innerType } = type._zod.def as { innerType?: z.core.$ZodType }
  return innerType === undefined ? type : bare(innerType)
}
