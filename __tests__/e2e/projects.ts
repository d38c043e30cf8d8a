/** A project as people have it, before it knows of Vault. */
export interface ProjectShape {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  /** Of the Astro project, in the repository. */
  readonly folder?: string
  /** Texts that nobody may see, and no file but the one with the values may hold. */
  readonly secrets: readonly string[]
  /** Names of the secrets that have a value, and of those that need one. */
  readonly known: readonly string[]
  readonly missing: readonly string[]
}

const ASTRO = {
  '.astro/config.yaml': 'project:\n  name: pipelines\n',
  '.gitignore':
    '.git\n.env\n.DS_Store\nairflow_settings.yaml\n__pycache__/\nastro\n.venv\nairflow-webserver.pid\n.astro/*.local.yml\n',
  '.dockerignore': 'astro\n.git\n.env\nairflow_settings.yaml\nlogs/\n.venv\nairflow.db\nairflow.cfg\n',
  'packages.txt': '',
  'requirements.txt': '# Astro Runtime includes the following pre-installed providers packages\n',
  'plugins/.keep': '',
  'include/.keep': ''
}

const dag = (...lines: string[]): string => `${['from airflow.sdk import dag, task', ...lines].join('\n')}\n`

/** What `astro dev init` writes, and nobody has touched. */
const stock: ProjectShape = {
  name: 'a new project of the CLI',
  files: {
    ...ASTRO,
    Dockerfile: 'FROM astrocrpublic.example.com/runtime:3.1-2\n',
    '.env': '',
    'airflow_settings.yaml': `# This file allows you to configure Airflow Connections, Pools, and Variables in a single place for local development only.
airflow:
  connections:
    - conn_id:
      conn_type:
      conn_host:
      conn_schema:
      conn_login:
      conn_password:
      conn_port:
      conn_extra:
        example_extra_field: example-value
  pools:
    - pool_name:
      pool_slot:
      pool_description:
  variables:
    - variable_name:
      variable_value:
`,
    'dags/exampledag.py': dag(
      '@dag(schedule="@daily")',
      'def astronauts():',
      '    @task',
      '    def get():',
      '        return 1',
      '    get()',
      'astronauts()'
    )
  },
  secrets: [],
  known: [],
  missing: []
}

const environment: ProjectShape = {
  name: 'everything in .env',
  files: {
    ...ASTRO,
    Dockerfile: 'FROM quay.io/astronomer/astro-runtime:12.7.1\n',
    'docker-compose.override.yml': 'services:\n  redis:\n    image: redis:7\n    networks: [airflow]\n',
    '.env': `# for all of us
AIRFLOW__CORE__LOAD_EXAMPLES=False
AIRFLOW_CONN_DWH=postgresql://etl:geheim-1%40@dwh.example.com:5439/prod
AIRFLOW_CONN_Slack_Alerts={"conn_type": "slackwebhook", "password": "T000/B000/geheim-2"}
AIRFLOW_CONN_REDIS=redis://redis:6379/0
AIRFLOW_VAR_ENVIRONMENT=dev
AIRFLOW_VAR_S3_BUCKET=acme-landing
AIRFLOW_VAR_OPENAI_API_KEY="sk-geheim-3 with # and 'quotes'"
`,
    'dags/load.py': `from airflow.hooks.base import BaseHook
from airflow.models import Variable
from airflow.providers.postgres.hooks.postgres import PostgresHook

ENVIRONMENT = Variable.get("environment")
KEY = Variable.get("OPENAI_API_KEY")
BUCKET = Variable.get("s3_bucket", default_var="none")

def load():
    PostgresHook(postgres_conn_id="DWH").run("select 1")
    BaseHook.get_connection("slack_alerts")
    BaseHook.get_connection("redis")
`
  },
  secrets: ['geheim-1', 'geheim-2', 'geheim-3'],
  known: ['CONN_DWH_PASSWORD', 'CONN_SLACK_ALERTS_PASSWORD', 'VAR_OPENAI_API_KEY'],
  missing: ['VAR_ENVIRONMENT', 'CONN_REDIS_CONN_URI']
}

const settings: ProjectShape = {
  name: 'airflow_settings.yaml with structures',
  files: {
    ...ASTRO,
    Dockerfile: 'FROM astrocrpublic.example.com/runtime:3.0-4\n',
    'airflow_settings.yaml': `airflow:
  connections:
    - conn_id: snowflake_default
      conn_type: snowflake
      conn_host: ""
      conn_schema: reporting
      conn_login: loader
      conn_password: geheim-1
      conn_extra:
        account: ab12345.eu-central-1
        warehouse: loading
        private_key_content: |
          -----BEGIN PRIVATE KEY-----
          geheim-2
          -----END PRIVATE KEY-----
    - conn_id: gcp
      conn_type: google_cloud_platform
      conn_extra: '{"project": "acme", "keyfile_dict": {"type": "service_account", "private_key": "geheim-3"}}'
    - conn_id: airflow_db
      conn_type: postgres
      conn_host: host.docker.internal
      conn_login: postgres
      conn_password: geheim-4
      conn_port: 5432
  variables:
    - variable_name: report_config
      variable_value: '{"recipients": ["a@example.com"], "api": {"token": "geheim-5"}}'
`,
    'dags/report.py': dag(
      'from airflow.sdk import Variable',
      'CONFIG = Variable.get("report_config", deserialize_json=True)',
      'op = SQLExecuteQueryOperator(task_id="q", conn_id="snowflake_default", sql="select 1")',
      'gcs = GCSHook(gcp_conn_id="gcp")',
      'db = PostgresHook(postgres_conn_id="airflow_db")'
    )
  },
  secrets: ['geheim-1', 'geheim-2', 'geheim-3', 'geheim-4', 'geheim-5'],
  known: ['VAR_REPORT_CONFIG', 'CONN_SNOWFLAKE_DEFAULT_PASSWORD', 'CONN_SNOWFLAKE_DEFAULT_EXTRA_PRIVATE_KEY_CONTENT'],
  missing: ['CONN_AIRFLOW_DB_CONN_URI']
}

const exported: ProjectShape = {
  name: 'exports of a running Airflow',
  files: {
    ...ASTRO,
    Dockerfile: 'FROM astrocrpublic.example.com/runtime:3.1-2\n',
    'connections.json': JSON.stringify({
      mysql_crm: {
        conn_type: 'mysql',
        host: 'crm.example.com',
        login: 'reader',
        password: 'geheim-1',
        schema: 'crm',
        port: 3306,
        extra: ''
      },
      http_api: { conn_type: 'http', host: 'https://api.example.com', extra: '{"Authorization": "Bearer geheim-2"}' }
    }),
    'airflow_variables.json': JSON.stringify({
      batch_size: 500,
      webhook_url: 'https://hooks.example.com/geheim-3',
      regions: ['eu', 'us']
    }),
    'variables.yaml': 'nothing: {here: [1]}\n',
    'dags/crm.py': `from airflow.hooks.base import BaseHook
from airflow.models import Variable

size = Variable.get("batch_size")
url = Variable.get("webhook_url")
regions = Variable.get("regions", deserialize_json=True)
crm = BaseHook.get_connection("mysql_crm")
api = BaseHook.get_connection("http_api")
`
  },
  secrets: ['geheim-1', 'geheim-2', 'geheim-3'],
  known: ['VAR_WEBHOOK_URL', 'CONN_MYSQL_CRM_PASSWORD', 'CONN_HTTP_API_EXTRA_AUTHORIZATION'],
  missing: []
}

const monorepo: ProjectShape = {
  name: 'a folder of a larger repository',
  folder: 'data/airflow',
  files: {
    ...Object.fromEntries(Object.entries(ASTRO).map(([path, text]) => [`data/airflow/${path}`, text])),
    '.gitignore': 'node_modules/\n',
    'web/package.json': '{}\n',
    '.github/workflows/web.yml': 'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm test\n',
    'data/airflow/Dockerfile': 'FROM astrocrpublic.example.com/runtime:3.1-2\n',
    'data/airflow/.env': 'AIRFLOW_CONN_LAKE=aws://AKIAEXAMPLE:geheim-1@/?region_name=eu-central-1\n',
    'data/airflow/docker-compose.override.yml': 'services:\n  minio:\n    image: minio/minio\n',
    'data/airflow/dags/lake.py': dag('hook = S3Hook(aws_conn_id="lake")')
  },
  secrets: ['geheim-1', 'AKIAEXAMPLE'],
  known: ['CONN_LAKE_LOGIN', 'CONN_LAKE_PASSWORD'],
  missing: []
}

const cosmos: ProjectShape = {
  name: 'dbt with Cosmos',
  files: {
    ...ASTRO,
    Dockerfile:
      'FROM astrocrpublic.example.com/runtime:3.1-2\nRUN python -m venv dbt_venv && . dbt_venv/bin/activate && pip install dbt-postgres\n',
    'requirements.txt': 'astronomer-cosmos==1.10.2\n',
    '.env': 'AIRFLOW_CONN_WAREHOUSE=postgres://dbt:geheim-1@warehouse.example.com:5432/analytics\n',
    'dags/dbt/shop/dbt_project.yml': 'name: shop\nprofile: shop\nvars:\n  start_date: "2024-01-01"\n',
    'dags/dbt/shop/profiles.yml': `shop:\n  outputs:\n    dev:\n      type: postgres\n      host: "{{ env_var('DBT_HOST') }}"\n`,
    'dags/dbt/shop/models/orders.sql': `{{ config(materialized='table') }}\nselect * from {{ ref('raw_orders') }} where day > '{{ var("start_date") }}'\n`,
    'dags/shop.py': `from cosmos import DbtDag, ProfileConfig, ProjectConfig
from cosmos.profiles import PostgresUserPasswordProfileMapping

profile = ProfileConfig(
    profile_name="shop",
    target_name="prod",
    profile_mapping=PostgresUserPasswordProfileMapping(conn_id="warehouse", profile_args={"schema": "public"}),
)
shop = DbtDag(dag_id="shop", project_config=ProjectConfig("/usr/local/airflow/dags/dbt/shop"), profile_config=profile)
`
  },
  secrets: ['geheim-1'],
  known: ['CONN_WAREHOUSE_PASSWORD'],
  missing: []
}

const windows: ProjectShape = {
  name: 'files of Windows, with the provider pinned',
  files: Object.fromEntries(
    Object.entries({
      ...ASTRO,
      Dockerfile: 'FROM quay.io/astronomer/astro-runtime:11.3.0\n',
      'requirements.txt': 'apache-airflow-providers-hashicorp==4.1.1\npandas\n',
      '.env': 'AIRFLOW_CONN_SFTP=sftp://me:geheim-1@sftp.example.com\nAIRFLOW_VAR_RETRIES=3\n',
      'dags/files.py': 'from airflow.models import Variable\nVariable.get("retries")\nSFTPHook(ssh_conn_id="sftp")\n'
    }).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')])
  ),
  secrets: ['geheim-1'],
  known: ['CONN_SFTP_PASSWORD'],
  missing: []
}

const templates: ProjectShape = {
  name: 'templates, and a workflow of the team',
  files: {
    ...ASTRO,
    Dockerfile: 'FROM astrocrpublic.example.com/runtime:3.1-2\n',
    '.github/workflows/deploy.yml':
      'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: astronomer/deploy-action@v0.11\n',
    'dags/export.py': dag(
      'from airflow.hooks.base import BaseHook',
      'BashOperator(task_id="x", bash_command="echo {{ var.value.target_folder }} {{ var.json.limits.daily }}")',
      'SSHOperator(task_id="y", ssh_conn_id="bastion", command="ls {{ conn.bastion.host }} {{ conn.exports.login }}")'
    ),
    'include/sql/export.sql': "select * from {{ var.value.get('export_schema') }}\n"
  },
  secrets: [],
  known: [],
  missing: ['VAR_TARGET_FOLDER', 'VAR_LIMITS', 'VAR_EXPORT_SCHEMA', 'CONN_BASTION_CONN_URI', 'CONN_EXPORTS_CONN_URI']
}

export const PROJECTS: readonly ProjectShape[] = [stock, environment, settings, exported, monorepo, cosmos, windows, templates]
