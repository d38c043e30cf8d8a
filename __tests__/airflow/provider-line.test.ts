import { expect, it } from '@jest/globals'
import { requirementLine } from '../../src/airflow/provider.ts'
import { withRequirement } from '../../src/airflow/provider-line.ts'
import { providerRequirement } from '../../src/airflow/requirements.ts'

const LINE = requirementLine('3.1')

it.each([
  ['an empty file', '', `${LINE}\n`],
  ['a last line that has ended', 'pandas\n', `pandas\n${LINE}\n`],
  ['a last line that has not', 'pandas', `pandas\n${LINE}\n`],
  ['lines that end as on Windows', 'pandas\r\nnumpy', `pandas\r\nnumpy\r\n${LINE}\r\n`],
  ['a line that goes on', 'pandas \\\n', `pandas \\\n\n${LINE}\n`],
  ['a line that goes on and has not ended', 'pandas \\', `pandas \\\n\n${LINE}\n`],
  ['a comment', '# ours', `# ours\n${LINE}\n`]
])('adds the provider behind %s, and keeps what is there', (_, before, after) => {
  expect(withRequirement(before, LINE)).toBe(after)
  expect(providerRequirement(() => after)).toEqual({ carried: true, versions: ['>=4.7.2'] })
})
