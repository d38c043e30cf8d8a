import type { SyntaxNode } from '@lezer/common'
import type { BoundNames } from './names.ts'
import { stringValue } from './strings.ts'

/** One Python source, as far as its expressions need it to be understood. */
export interface Module extends BoundNames {
  readonly source: string
}

export const writtenAt = ({ from, to }: SyntaxNode, { source }: Module) => source.slice(from, to)

/** The text that an expression gives; null if only a run knows it, undefined if it gives none. */
export function textAt(expression: SyntaxNode, module: Module): string | null | undefined {
  switch (expression.name) {
    case 'String':
    case 'FormatString':
    case 'ContinuedString':
      return stringValue(expression, module.source)
    case 'VariableName':
      return module.constants.get(writtenAt(expression, module)) ?? null
    case 'PropertyName':
      return writtenAt(expression, module)
    case 'Number':
    case 'Boolean':
    case 'None':
    case 'Ellipsis':
    case 'ParenthesizedExpression':
    case '⚠':
      return undefined
    default:
      return null
  }
}

/** The class that an expression ends with: `Variable` of `models.Variable`, `S3Hook` of `S3Hook(…)`; else the empty text. */
export function classOf(expression: SyntaxNode, module: Module): string {
  const node = expression.name === 'CallExpression' ? expression.firstChild : expression
  if (node?.name === 'VariableName') return module.aliases.get(writtenAt(node, module)) ?? writtenAt(node, module)
  const property = node?.lastChild
  return property?.name === 'PropertyName' ? writtenAt(property, module) : ''
}
