// What wakes somebody up. Each alert is explained in docs/operate.md, with what to do. Names that begin with winback. are metrics of our
// own: a test compares them with the code that emits them.

param prefix string
param location string
param tags object

@description('Who is told; nobody is, beyond the portal, while it is empty.')
param email string

param workspaceId string
param serviceBusId string
param topicId string
param dataAccountId string
param hostAccountId string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${prefix}-operators'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'winback'
    enabled: true
    emailReceivers: empty(email) ? [] : [
      {
        name: 'operators'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

// Of the platform's own metrics.
var metricAlerts = [
  {
    name: 'dead-letters'
    description: 'A queue has dead letters: events or provider reports that could not be applied.'
    severity: 2
    scope: serviceBusId
    namespace: 'Microsoft.ServiceBus/namespaces'
    metric: 'DeadletteredMessages'
    aggregation: 'Maximum'
    threshold: 0
    dimension: 'EntityName'
    values: ['*']
  }
  {
    name: 'feedback-undelivered'
    description: 'Event Grid gave up on a provider report; it lies in the container for dead letters.'
    severity: 2
    scope: topicId
    namespace: 'Microsoft.EventGrid/systemTopics'
    metric: 'DeadLetteredCount'
    aggregation: 'Total'
    threshold: 0
    dimension: 'DeadLetterReason'
    values: ['*']
  }
  {
    name: 'data-throttled'
    description: 'The account of the app\'s tables turns requests away.'
    severity: 2
    scope: dataAccountId
    namespace: 'Microsoft.Storage/storageAccounts'
    metric: 'Transactions'
    aggregation: 'Total'
    threshold: 100
    dimension: 'ResponseType'
    values: throttled
  }
  {
    name: 'histories-throttled'
    description: 'The account of the host and of the sequences\' histories turns requests away.'
    severity: 2
    scope: hostAccountId
    namespace: 'Microsoft.Storage/storageAccounts'
    metric: 'Transactions'
    aggregation: 'Total'
    threshold: 100
    dimension: 'ResponseType'
    values: throttled
  }
]

var throttled = ['ServerBusyError', 'ClientAccountRequestThrottlingError', 'ClientAccountBandwidthThrottlingError', 'SuccessWithThrottling']

resource onMetrics 'Microsoft.Insights/metricAlerts@2018-03-01' = [for alert in metricAlerts: {
  name: '${prefix}-${alert.name}'
  location: 'global'
  tags: tags
  properties: {
    description: alert.description
    severity: alert.severity
    enabled: true
    scopes: [alert.scope]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.MultipleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: alert.name
          metricNamespace: alert.namespace
          metricName: alert.metric
          timeAggregation: alert.aggregation
          operator: 'GreaterThan'
          threshold: alert.threshold
          dimensions: [
            {
              name: alert.dimension
              operator: 'Include'
              values: alert.values
            }
          ]
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}]

// Of what the app itself counts and logs; a log event with an exception is a row of AppExceptions instead of AppTraces. Each query gives a row only when something is wrong; absence is made a row too, since an app that is
// dead counts nothing.
var queryAlerts = [
  {
    name: 'scan-heartbeat'
    description: 'No lapse scan has finished for 30 minutes; it is due every 5.'
    severity: 1
    window: 'PT30M'
    query: 'AppMetrics | where Name == "winback.scans" | summarize Scans = sum(Sum) | where Scans < 1'
  }
  {
    name: 'scan-behind'
    description: 'The scan finishes, but its oldest watermark is more than two hours old; up to 70 minutes are as it should be.'
    severity: 2
    window: 'PT15M'
    query: 'AppMetrics | where Name == "winback.scan.lag" | summarize Lag = max(Max) | where Lag > 7200'
  }
  {
    name: 'dead-app'
    description: 'The app has sent no telemetry of any kind for 15 minutes.'
    severity: 1
    window: 'PT15M'
    query: 'union isfuzzy=true AppMetrics, AppRequests, AppTraces | summarize Signs = count() | where Signs == 0'
  }
  {
    name: 'failed-requests'
    description: 'More than 10 requests in 15 minutes ended in a fault of ours.'
    severity: 1
    window: 'PT15M'
    query: 'AppRequests | where ResultCode startswith "5" | summarize Failed = sum(ItemCount) | where Failed > 10'
  }
  {
    name: 'left-sending'
    description: 'An attempt was found begun without an answer: a run died between hand-over and record. It is not repeated.'
    severity: 2
    window: 'PT15M'
    query: 'AppMetrics | where Name == "winback.attempts.left" | summarize Found = sum(Sum) | where Found > 0'
  }
  {
    name: 'ingest-lag'
    description: 'The oldest event not yet applied is older than a minute: claims are held until it is.'
    severity: 1
    window: 'PT5M'
    query: 'AppMetrics | where Name == "winback.ingest.lag" | summarize Lag = max(Max) | where Lag > 60'
  }
  {
    name: 'ingest-unseen'
    description: 'Three times in 15 minutes it could not be told how long events have been waiting: claims are held until it can.'
    severity: 1
    window: 'PT15M'
    query: 'union isfuzzy=true AppTraces, AppExceptions | where tostring(Properties["EventId"]) in ("1511") | summarize Times = sum(ItemCount) | where Times > 2'
  }
  {
    name: 'way-out-failing'
    description: 'The way out of a channel does not work, so the channel is shut.'
    severity: 1
    window: 'PT15M'
    query: 'union isfuzzy=true AppTraces, AppExceptions | where tostring(Properties["EventId"]) in ("1551", "1553") | summarize Times = sum(ItemCount) | where Times > 0'
  }
  {
    name: 'channel-failing'
    description: 'More than a tenth of at least 50 attempts on one channel were refused, put off, unanswered or not even handed over within the hour.'
    severity: 2
    window: 'PT1H'
    query: 'AppMetrics | where Name == "winback.attempts" | extend Channel = tostring(Properties["channel"]), Answer = tostring(Properties["answer"]) | summarize Attempts = sum(Sum), Failed = sumif(Sum, Answer in ("refused", "unknown", "retry", "unavailable")) by Channel | where Attempts >= 50 and Failed > 0.1 * Attempts'
  }
  {
    name: 'guard-tripped'
    description: 'A campaign paused itself: harm, failures, its budget or its sample ratio is beyond the bound. Log event 1756 says which and why.'
    severity: 2
    window: 'PT1H'
    query: 'AppMetrics | where Name == "winback.guards.tripped" | summarize Trips = sum(Sum) | where Trips > 0'
  }
  {
    name: 'promise-broken'
    description: 'The last audit found a promise broken. Pause the campaigns that it names.'
    severity: 0
    window: 'P2D' // an audit is measured once, at its end: what the last one found stands until the next
    query: 'AppMetrics | where Name == "winback.promises.broken" | summarize arg_max(TimeGenerated, Max) by Promise = tostring(Properties["promise"]) | where Max > 0'
  }
  {
    name: 'audit-missing'
    description: 'Scans have been running for over a day, and no audit came to its end: nobody would know of a broken promise.'
    severity: 2
    window: 'P2D'
    query: 'AppMetrics | where Name in ("winback.audits", "winback.scans") | summarize Audits = countif(Name == "winback.audits"), Since = min(TimeGenerated) | where Audits == 0 and Since < ago(30h)'
  }
]

resource onLogs 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for alert in queryAlerts: {
  name: '${prefix}-${alert.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${prefix}-${alert.name}'
    description: alert.description
    severity: alert.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: alert.window
    autoMitigate: true
    skipQueryValidation: true // the tables come into being with the first telemetry, after this deployment
    criteria: {
      allOf: [
        {
          query: alert.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}]

output actionGroupId string = people.id
