import { expect, it } from '@jest/globals'
import { readForeign } from '../../src/imports/detect.ts'
import { developmentSign } from '../../src/init/development.ts'

const signOf = (variable: string, value: string) => {
  const [one] = readForeign(JSON.stringify({ [variable]: value, other: 'word' }), 'vars.json').definitions
  return one && developmentSign(one, ['minio'])
}
const signOfConnection = (uri: string) => {
  const [one] = readForeign(JSON.stringify({ one: uri }), 'conns.json').definitions
  return one && developmentSign(one, ['minio'])
}

it.each([
  ['dev', 'it says dev'],
  ['Development', 'it says Development'],
  ['test', 'it says test'],
  ['ANALYTICS_DEV', 'it says DEV'],
  ['s3://bucket-dev/day', 'it says dev'],
  ['http://localhost:8080/x', 'it names localhost'],
  ['kafka-1:9092,127.0.0.1:9092', 'it names 127.0.0.1'],
  ['http://[::1]:8200', 'it names ::1'],
  ['http://host.docker.internal:8200', 'it names host.docker.internal'],
  ['http://nas.local', 'it names *.local'],
  ['http://minio:9000', 'it names minio, a container of docker compose'],
  ['minio:9000', 'it names minio, a container of docker compose'],
  ['postgres://u:geheim@postgres/db', 'it names postgres, a container of docker compose'],
  ['{"stage": "dev"}', 'it says dev'],
  ['{"to": [{"host": "localhost"}]}', 'it names localhost']
])('asks about the variable %s', (value, sign) => {
  expect(signOf('x', value)).toBe(sign)
})

it.each([
  'prod',
  'developers',
  'a device',
  'minio',
  'postgres',
  'The dev team',
  'https://db.example.com:5432/test_results',
  'https://localhosting.example.com',
  '10.0.0.1',
  '2127.0.0.1',
  'locale',
  '{"stage": "prod", "retries": 3}',
  '{ broken',
  ''
])('takes the variable %s for one of production', value => {
  expect(signOf('x', value)).toBeUndefined()
})

it.each([
  ['postgres://u:geheim@localhost/db', 'it names localhost'],
  ['postgres://u:geheim@minio:5432/db', 'it names minio, a container of docker compose'],
  ['postgres://u:geheim@webserver/db', 'it names webserver, a container of docker compose'],
  ['postgres://u@db.example.com/db', 'it has a login and no password'],
  ['postgres://u:@db.example.com/db', 'it has a login and no password'],
  ['postgres://u:geheim@db-dev.example.com/db', 'it says dev'],
  ['postgres://u:geheim@db.example.com/sandbox', 'it says sandbox'],
  ['aws://?endpoint_url=http%3A%2F%2Flocalhost%3A9000', 'it names localhost']
])('asks about the connection %s', (uri, sign) => {
  expect(signOfConnection(uri)).toBe(sign)
})

it.each([
  'postgres://u:dev@db.example.com/db',
  'aws://?region_name=eu-central-1',
  'http://api.example.com',
  'snowflake://u@acc/?role=x'
])('takes the connection %s for one of production', uri => {
  expect(signOfConnection(uri)).toBeUndefined()
})
