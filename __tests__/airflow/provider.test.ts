import { describe, expect, it } from '@jest/globals'
import { airflowOfImage } from '../../src/airflow/image.ts'
import { misfit, PROVIDER, requirementLine } from '../../src/airflow/provider.ts'
import { parseRequirement } from '../../src/airflow/requirement.ts'

describe('requirementLine', () => {
  it.each<[string | undefined, string]>([
    ['2.2.5', '<3.7'],
    ['2.6.3', '<3.7'],
    ['2.7.0', '>=3.7.1,<3.8'],
    ['2.8.4', '>=3.8.0,<4.0'],
    ['2.9.3', '>=4.0.0,<4.2'],
    ['2.10.5+astro.1', '>=4.2.0,<4.3.3'],
    ['2.11.0', '>=4.4.3'],
    ['3.0.6', '>=4.7.2'],
    ['3.1.0', '>=4.7.2'],
    ['3.2.0', '>=4.8.1'],
    ['3.10.1', '>=4.8.1'],
    ['4.0', '>=4.8.1'],
    ['latest', '>=4.8.1'],
    [undefined, '>=4.8.1']
  ])('for Airflow %s pins %s', (airflow, versions) => {
    const line = requirementLine(airflow)
    expect(line).toBe(`apache-airflow-providers-hashicorp${versions}`)
    expect(parseRequirement(line)).toEqual({ name: PROVIDER, extras: [''], versions, marker: '' })
  })
})

describe('releases of the provider', () => {
  it.each<[string, string[]]>([
    ['3.3.2', ['>=4.8.1', '==4.8.4', '', '>=4', '~=4.8', '>4.8.0', '==4.*', '!=4.8.3,>=4.8']],
    ['3.2', ['==4.8.1', '<=4.8.1']],
    ['3.1.0', ['>=4.7.2', '', '==4.7.2']],
    ['2.11.0', ['', '>=4.4.3']],
    ['2.10.5', ['<4.4', '==4.3.1', '~=4.2.0']],
    ['2.9.3', ['>=4.0,<4.2', '==4.1.1', '<=4.1.1']],
    ['2.6.3', ['<3.7', '==3.6.4']],
    ['3.2.0', ['===a', '==4.8.1,nonsense']]
  ])('suit Airflow %s: %j', (airflow, all) => {
    for (const versions of all) expect({ versions, misfit: misfit(versions, airflow) }).toEqual({ versions })
  })

  it.each<[string, string[]]>([
    ['3.2.0', ['==4.4.1', '<4.4.2', '<=4.4.1', '~=4.3.0', '==4.3.*', '>=4.0,<4.2', '==3.8']],
    ['2.10.5', ['>=4.4', '==4.4.0', '~=4.8', '>4.4.0', '==4.8.*', '>=4.8.1']],
    ['2.9.3', ['>=4.2.0', '==4.8.4']],
    ['2.8.4', ['>=4']],
    ['2.7.0', ['==3.8.0']],
    ['2.5.3', ['>=3.7']]
  ])('cannot work with Airflow %s: %j', (airflow, all) => {
    for (const versions of all)
      expect({ versions, ...misfit(versions, airflow) }).toEqual({ versions, fatal: expect.stringContaining(airflow) })
  })

  it.each<[string, string, RegExp]>([
    ['2.9.3', '', /allows releases that require an Airflow newer than 2\.9\.3/],
    ['2.10.5', '>=4.2', /allows releases that require/],
    ['3.2.0', '==4.5.0', /not the best fit for Airflow 3\.2\.0/],
    ['2.10.5', '==4.3.4', /not the best fit/],
    ['3.1.0', '<4.7.2', /not the best fit/],
    ['3.3.0', '==4.4.1', /not the best fit/]
  ])('are doubtful for Airflow %s: %j', (airflow, versions, why) => {
    expect(misfit(versions, airflow)).toEqual({ doubtful: expect.stringMatching(why) })
  })

  it.each(['2.2.5', '2.6.3', '2.7.0', '2.8.4', '2.9.3', '2.10.5', '2.11.0', '3.0.6', '3.1.0', '3.2.0', '3.3.2', ''])(
    'that are recommended for Airflow %s suit it',
    airflow => expect(misfit(requirementLine(airflow).replace(PROVIDER, ''), airflow)).toBeUndefined()
  )
})

describe("the Airflow of an image is told by the name of Astro's Runtime", () => {
  it.each<[string, string | undefined]>([
    ['FROM quay.io/astronomer/astro-runtime:12.8.0', '2.10'],
    ['FROM quay.io/astronomer/astro-runtime:9.1.0-python-3.9-base', '2.7'],
    ['from astrocrpublic.azurecr.io/runtime:3.1-12-base', '3.1'],
    ['FROM astro-runtime:3.0-4', '3.0'],
    ['FROM --platform=linux/amd64 quay.io/astronomer/astro-runtime:13.2.0 AS airflow\nRUN pip list', '2.11'],
    ['FROM node:24 AS build\nFROM quay.io/astronomer/astro-runtime:4.0.0', '2.2'],
    ['FROM quay.io/astronomer/astro-runtime:13.2.0 AS a\nFROM a', '2.11'],
    ['FROM astro-runtime:13.2.0 as Base\nFROM node:24 AS build\nFROM base AS b\nFROM B', '2.11'],
    ['ARG VERSION=3.1-12\nFROM astrocrpublic.azurecr.io/runtime:$VERSION', '3.1'],
    ['ARG REPO=astro-runtime VERSION="13.2.0"\nFROM quay.io/astronomer/${REPO}:${VERSION}', '2.11'],
    ['FROM runtime:${VERSION:-3.0-4}', '3.0'],
    ['ARG VERSION\nFROM quay.io/astronomer/astro-runtime:$VERSION', undefined],
    ['FROM quay.io/astronomer/astro-runtime:$VERSION', undefined],
    ['FROM \\\n  # the newest\n  astro-runtime:12.8.0', '2.10'],
    ['FROM a AS a', undefined],
    ['FROM quay.io/astronomer/astro-runtime@sha256:00', undefined],
    ['FROM quay.io/astronomer/astro-runtime:14.0.0', undefined],
    ['FROM example.com/not-runtime:3.1-12', undefined],
    ['# FROM quay.io/astronomer/astro-runtime:12.8.0', undefined],
    ['', undefined]
  ])('%j: %s', (dockerfile, airflow) => {
    expect(airflowOfImage(dockerfile)).toBe(airflow)
  })
})
