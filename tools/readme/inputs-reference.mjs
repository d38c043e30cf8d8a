/** The tables of inputs and outputs, made from action.yml and from the schema that the action itself reads them with. */
import { load } from 'js-yaml'
import { FORMS } from '../../src/inputs/fields.ts'
import { GROUPS, SCHEMA } from '../../src/inputs/schema.ts'
import { cell, code, table } from './markdown.mjs'

/**
 * @typedef {{ description: string, default?: string }} Input
 * @typedef {Record<string, Record<string, Input>>} Groups the inputs of each group, by name
 */

/** The groups of the inputs of action.yml: each begins with a comment such as `# -- Vault: TLS --`. */
export function groupsIn(/** @type {string} */ action) {
  const inputs = /** @type {{ inputs: Record<string, Input> }} */ (load(action)).inputs
  const groups = /** @type {Groups} */ ({})
  let group = /** @type {Groups[string]} */ ({})
  for (const line of action.split('\n')) {
    const [, title] = /^ {2}# -- (.+) --$/.exec(line) ?? []
    const [, name = ''] = /^ {2}([\w-]+):$/.exec(line) ?? []
    const input = inputs[name]
    if (title !== undefined) groups[title] = group = {}
    else if (input !== undefined) group[name] ??= input
    if (line === 'outputs:') break
  }
  return groups
}

/** The same, where the schema has the same inputs in the same groups and order; else throws. */
export function checkedGroups(/** @type {string} */ action) {
  const groups = groupsIn(action)
  const [shown, read] = [groups, GROUPS].map(all =>
    JSON.stringify(Object.entries(all).map(([title, of]) => [title, ...Object.keys(of)]))
  )
  if (shown !== read) throw new Error('action.yml and src/inputs/schema.ts have different inputs, groups or orders.')
  return groups
}

export function inputsTable(/** @type {Groups[string]} */ inputs) {
  const rows = Object.entries(inputs).map(([name, { description, default: value }]) => {
    const [what = '', spoken = ''] = description.split(' Default: ')
    const otherwise = value === undefined ? cell(spoken.replace(/\.$/, '')) : code(value)
    return [code(name), formOf(/** @type {keyof typeof SCHEMA.shape} */ (name)), otherwise, cell(what)]
  })
  return table([['Input', 'Value', 'Default', 'What it does'], ...rows])
}

export function outputsTable(/** @type {string} */ action) {
  const outputs = /** @type {{ outputs: Record<string, { description: string }> }} */ (load(action)).outputs
  const rows = Object.entries(outputs).map(([name, { description }]) => [code(name), cell(description)])
  return table([['Output', 'What it is'], ...rows])
}

function formOf(/** @type {keyof typeof SCHEMA.shape} */ name) {
  const { form = '', secret = false } = FORMS.get(SCHEMA.shape[name]) ?? {}
  return secret ? `${form}; secret` : form
}
