import * as z from 'zod/mini'

/** What the schema of the plan file is made of. */

export function described<T extends z.core.$ZodType>(type: T, description: string): T {
  z.globalRegistry.add(type, { description })
  return type
}

export const text = (description: string) => described(z.string(), description)
export const optionalText = (description: string) => described(z.optional(z.string()), description)
export const count = (description: string) => described(z.int().check(z.minimum(0)), description)
const place = described(z.optional(z.int().check(z.minimum(1))), 'Starts at 1.')

export const finding = z
  .object({
    severity: described(
      z.enum(['error', 'warning', 'note']),
      '`error`: the plan must not be carried out; `warning`: somebody should look; `note`: worth knowing.'
    ),
    subject: optionalText('What it is about. The message continues from it.'),
    place: described(
      z.optional(z.object({ file: text('Path of the file, as in annotations.'), line: place, column: place })),
      'Position in a file of the repository.'
    ),
    topic: described(
      z.optional(z.enum(['not-defined', 'not-compared', 'drift', 'due'])),
      '`not-defined`: a DAG asks for a name that nothing known to the action defines. `not-compared`: nobody knows whether it has changed. `drift`: somebody has changed or deleted what this action left, and no step restores it. `due`: a date is near or over.'
    ),
    message: text('What was found.'),
    hint: optionalText('What to do about it, in full sentences.')
  })
  .register(z.globalRegistry, { id: 'finding', description: 'One sentence to the reader of the log.' })

export const entryChange = z
  .object({
    name: text('Name as in the manifest: `connections.warehouse`.'),
    change: described(z.enum(['added', 'changed', 'removed']), 'What became of it.'),
    keys: described(
      z.array(
        z.object({
          key: text('Key, such as `host` or `extra.sslmode`.'),
          was: optionalText('Constant before.'),
          becomes: optionalText('Constant after.')
        })
      ),
      'Keys that differ. `was` and `becomes` are there only if the manifest itself has the value.'
    ),
    samePassword: described(z.optional(z.literal(true)), 'A password is there, and has the same source as before.')
  })
  .register(z.globalRegistry, { id: 'entryChange', description: 'What became of one variable or connection.' })
