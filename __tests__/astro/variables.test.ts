import { describe, expect, it } from '@jest/globals'
import { isConfirmed, isShown } from '../../src/astro/variables.ts'
import { Secret } from '../../src/base/secret.ts'

const KEY = 'AIRFLOW__SECRETS__BACKEND_KWARGS'
const TOKEN = 'Using an Astro API Token\n'
const CLEANING = `Cleaning quotes and whitespaces from variable ${KEY}`
const LIST = "\nUpdated list of your Deployment's variables:\n"
const TABLE = ` #     KEY     VALUE     SECRET     \n 1     ${KEY}     ****      true       \n`

describe('that Astro has taken an update', () => {
  it.each<[string, number, string, boolean]>([
    ['the list after the new variable tells', 0, `${TOKEN}${CLEANING}adding variable ${KEY}\n${LIST}${TABLE}`, true],
    ['the list after the changed variable tells', 0, `${TOKEN}${CLEANING}updating variable ${KEY} \n${LIST}${TABLE}`, true],
    ['no list does not tell', 0, `${TOKEN}${CLEANING}adding variable ${KEY}\n`, false],
    ['an exit code of 1 denies', 1, `${TOKEN}${CLEANING}adding variable ${KEY}\n${LIST}${TABLE}`, false],
    [
      'a sentence in between denies',
      0,
      `${CLEANING}adding variable ${KEY}\nSomething went wrong. Deployment prod was not updated${LIST}${TABLE}`,
      false
    ],
    [
      'a question in between denies',
      0,
      `${CLEANING}updating variable ${KEY} \n\nAre you sure you want to update the prod Deployment? (y/n) Canceling Deployment update\n${LIST}`,
      false
    ],
    ['a file that could not be read denies', 0, `${TOKEN}unable to read file x :\nopen x: no such file\n${LIST}${TABLE}`, false],
    ['a list of variables alone does not tell', 0, `${TOKEN}${LIST}${TABLE}`, false],
    ['another variable does not tell', 0, `${TOKEN}${CLEANING}adding variable OTHER\n${LIST}${TABLE}`, false],
    [
      'the value of another variable does not tell',
      0,
      `${CLEANING}adding variable ${KEY}\nSomething went wrong.${LIST} 1     X     adding variable ${KEY}\n${LIST}     false`,
      false
    ]
  ])('%s', (_, exitCode, stdout, expected) => {
    expect(isConfirmed({ exitCode, stdout }, KEY)).toBe(expected)
  })
})

describe('that the Deployment shows what was set', () => {
  const plain = (value: string, updatedAt = 'then') => ({ secret: false, value: new Secret(value), updatedAt })
  const hidden = (updatedAt = 'then') => ({ secret: true, updatedAt })

  it.each([
    ['a secret with a new time', hidden('now'), { before: hidden(), isSecret: true }, true],
    ['a secret with the old time does not', hidden(), { before: hidden(), isSecret: true }, false],
    ['a secret without the mark does not', plain('new', 'now'), { before: hidden(), isSecret: true }, false],
    ['the value itself', plain('new'), { before: plain('old'), isSecret: false }, true],
    ['another value does not', plain('other'), { before: plain('old'), isSecret: false }, false],
    ['what is no secret, set again beneath the mark that it had', hidden(), { before: hidden(), isSecret: false }, true],
    ['a mark that was not there does not', hidden('now'), { before: plain('old'), isSecret: false }, false],
    ['nothing does not', undefined, { before: hidden(), isSecret: false }, false]
  ])('%s', (_, now, was, expected) => {
    expect(isShown(now, { ...was, value: new Secret('new') })).toBe(expected)
  })
})
