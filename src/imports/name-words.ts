/** The words of a name: `dbWarehouse_v2` is `db`, `warehouse`, `v`. */
export const wordsOf = (name: string): string[] =>
  name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter(word => word !== '')

/**
 * Words that occur in names of settings and do not suggest a secret. A name with any other word may be that of a secret, in
 * whatever language: `senha` is Portuguese for password.
 */
const HARMLESS = new Set(
  `
  a account active address adf admin age airbyte airflow alert alerts all alpha api app application archive arn as async at athena
  attempt attempts author authors audit availability avro aws az azure back backfill backup bank base bash batch beam beta bigquery billing blob
  body branch broker brand bronze bucket budget build bulk bypass cache calendar callback capacity case catalog category celery
  channel charset check chunk city class client cloud cluster code codec collection color column columns comma command comment
  company compass compression compute concurrency cond config configuration connect connector consumer container content contract
  copy core cost count counter country cpu create cron csv currency current custom customer cutoff daily dag dags data database
  databricks dataflow dataform dataproc dataset datasets date day days db dbt debug decimal default delay delete delimiter delta demo
  department deploy deployment depth desc description dest destination dev dialect dimension dir directory disk display distance
  doc docker domain done download driver dropbox dry duration edition elastic email emails emr enable enabled encoding end endpoint
  engine entity env environment epoch error errors etl event events every example exchange execution executor expire expiration
  export external extract factor fail failed failure false family fast feature features feed fetch field fields file filename files
  filter final first flag flags flow folder format forecast fraction frequency from ftp full function gcp gcs gb geo git glob glue
  gold google grace grain group groups hadoop handler hdfs header headers health height high history hive holiday holidays home host
  hostname hour hours hourly hql http https id ids image impala import in inbox include incremental index info ingest ingestion
  initial input insert install instance int interval invoice is isin iso items iterations java job jobs join jdbc json kafka kind
  kube kubernetes label labels lag lake landing lang language last latency layer layout lead length level lib library limit limits
  line lines list local locale location log logging login logs lookback low mail main manager map marker marketing mart max maximum
  mb member memory message metadata metric metrics mid min mins minimum minute minutes ml mode model module mongo mongodb month
  monthly ms mssql my mysql name namespace network new node nodes notebook notification notify now null num number numeric object
  of off offset old on only open operator option options oracle order orders org organization output owner page pages parallel
  parallelism param parameter parameters params parquet partition partitions partner passenger passengers passthrough path paths
  pattern percent percentage period pipeline pipelines plan platform pod poll polling pool pools port postgres postgresql prefix
  name names preprod presto priority prod product production products profile profiles project projects property protocol provider purge
  quarter query queue quota raise ram random range rate ratio raw read reader recipient recipients record records redshift ref
  region regions release replica report reports repository request requests reset resource resources response retention retries
  retry role root row rows rule rules run runs runtime s sales sample sandbox scale schedule scheduler schema scheme scope script
  search seconds sender separator sequence serverless service services set settings sftp shard sheet shop silver simple site size
  skip slack sla slot slots slow smtp snapshot snowflake sort source sources spark spec split sql ssh ssl sslmode stage staging
  standard start startup state status step steps stock storage store stores strategy stream string subject subnet suffix support
  sync system table tables tag tags target targets task tasks team teams template tenant tenants test testing text theme threshold
  throughput tier time timeout timestamp timezone tmp to topic topics total trace trespass trigger true ttl type types tz unit units
  update upload upper url urls use user username users utc valid validation vendor verbose verify version versions view volume vpc
  wait warehouse warehouses watermark week weekly weight width window windows worker workers workflow workspace write x xml y yaml
  year years zip zone greeting hello generate vault sops
  `
    .split(/\s+/)
    .filter(word => word !== '')
)

/** Compounds in which `pass` is about tests and not about passwords. */
const COMPOUNDS = /\bpass (rate|ratio|count|percent|percentage|threshold|criteria)\b/g

/**
 * Whether every word of a name is known, and none suggests a secret. A single letter is not a word, nor is a position in a list.
 */
export function isHarmlessName(name: string): boolean {
  const words = wordsOf(name).join(' ').replace(COMPOUNDS, '$1').split(' ')
  const isKnown = (word: string) => HARMLESS.has(word)
  // Letters alone may be the initials of anything.
  return words.every(word => isKnown(word) || /^[a-z]?$/.test(word)) && (words.length === 1 || words.some(isKnown))
}
