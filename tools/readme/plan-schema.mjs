/** The JSON Schema (draft 2020-12) of the plan file, made from the schema that the action reads one with. */
import * as z from 'zod/mini'
import { planFileSchema } from '../../src/report/plan-file-schema.ts'

/** @returns {import('./manifest-schema.mjs').JsonSchema} */
export function planSchema() {
  return /** @type {import('./manifest-schema.mjs').JsonSchema} */ (
    z.toJSONSchema(planFileSchema, { io: 'input', target: 'draft-2020-12' })
  )
}
