/** What a parameter, a key of a dictionary or a key in YAML is called that has a connection id; Kafka's has a name of its own. */
export const CONN_ID = /^(?:(?:.*_)?conn_id|kafka_config_id)$/

/** What is called like a hook; the capital letter tells it from functions such as `get_hook`. */
export const HOOK = /^[A-Z]\w*Hook(?:Async)?$/

/**
 * Hooks of Airflow take the connection id first, except these, by the parameter that they take instead: after the signatures of the
 * 270 hooks of Airflow and 26 of its providers in November 2026, and older names of some. What would be no string is not listed.
 */
const EXCEPT: Readonly<Record<string, string>> = {
  api_service_name: 'GoogleDiscoveryApi',
  api_type: 'EC2',
  api_version:
    'CloudDataTransferService CloudFirestore CloudFunctions CloudSQL ComputeEngine DataFusion Dataplex GoogleAds GoogleBidManager ' +
    'GoogleCalendar GoogleCampaignManager GoogleDisplayVideo360 GoogleDrive GoogleSearchAds GoogleSearchAdsReporting',
  azure_synapse_workspace_dev_endpoint: 'AzureSynapsePipeline AzureSynapsePipelineAsync',
  cluster_url: 'GKECustomResource GKEDeployment GKEJob GKEKubernetes GKEKubernetesAsync GKEPod GKEPodAsync',
  conf: 'SparkSubmit',
  config_dict: 'AsyncKubernetes',
  delivery_stream: 'Firehose',
  execution_name: 'SageMakerNotebook',
  function_name: 'OpenFaas',
  gemini_api_key: 'GenAIGeminiAPI GenAIGeminiAPIAsync',
  hosts: 'ElasticsearchPython',
  integration_key: 'PagerdutyEvents PagerdutyEventsAsync',
  location: 'GoogleCloudSecretManager',
  logger_name: 'Base',
  method: 'Http HttpAsync',
  pipeline_spec: 'SparkPipelines',
  project_id: 'CloudDataTransferServiceAsync PubSubAsync',
  region: 'OSS',
  runner: 'Beam BeamAsync',
  s3_bucket: 'GlueJob',
  schema: 'ElasticsearchSQL',
  sdk_client: 'AzureBase',
  share_name: 'AzureFileShare',
  site_id: 'Tableau',
  spark_app_name: 'SparkJDBC',
  sql: 'SparkSql',
  token: 'Pagerduty Slack',
  topics: 'KafkaConsumer'
}

export const OTHER_HOOKS: ReadonlySet<string> = new Set(
  Object.values(EXCEPT).flatMap(names => names.split(' ').map(name => `${name}Hook`))
)

/** Whether a hook of Airflow takes a connection id first. */
export const takesConnection = (name: string): boolean => HOOK.test(name) && !OTHER_HOOKS.has(name)
