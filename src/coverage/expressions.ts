import type { SyntaxNode } from '@lezer/common'
import type { BoundNames } from './names.ts'
import { stringValue } from './strings.ts'

/** One Python source, with what its expressions refer to. */
export interface Module extends BoundNames {
  readonly source: string
}

export const writtenAt = ({ from, to }: SyntaxNode, { source }: Module) => source.slice(from, to)

/** The string that an expression evaluates to; null if only a run can tell, undefined if it is not a string. */
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

/** The class that an expression ends with: `Variable` of `models.Variable`, `S3Hook` of `S3Hook(…)`; otherwise empty text. */
export function classOf(expression: SyntaxNode, module: Module): string {
  const node = expression.name === 'CallExpression' ? expression.firstChild : expression
  if (node?.name === 'VariableName') return module.aliases.get(writtenAt(node, module)) ?? writtenAt(node, module)
  const property = node?.lastChild
  return property?.name === 'PropertyName' ? writtenAt(property, module) : ''
}
