import { expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { secretsFile } from '../../src/init/secrets-file.ts'

const written = (...values: string[]) => secretsFile(new Map(values.map((value, index) => [`V${index}`, new Secret(value)])))

// The right side was read by gh's own reader, godotenv 1.5.1, which gave the left side back.
it.each([
  ['plain-1.2/x+y=', 'plain-1.2/x+y='],
  ['two words # no comment', "'two words # no comment'"],
  ['$HOME and "quotes"', `'$HOME and "quotes"'`],
  ['-----BEGIN KEY-----\nabc\n', "'-----BEGIN KEY-----\nabc\n'"],
  ['it\'s $5 \\ "x" y', '"it\'s \\$5 \\\\ \\"x\\" y"'],
  ['windows\r\n', '"windows\\r\\n"'],
  ['back\\n', "'back\\n'"]
])('keeps %j', (value, line) => {
  expect(written(value).text.reveal()).toBe(`V0=${line}\n`)
})

it.each(['ends with \\', 'it\'s "x"', "it's \\"])('leaves out %j, which that reader would change, and says so', value => {
  const { text, held, unfit } = written('fits', value)
  expect([text.reveal(), held, unfit]).toEqual(['V0=fits\n', ['V0'], ['V1']])
})
