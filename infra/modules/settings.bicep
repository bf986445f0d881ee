// Every setting of the app, in one place. A test compares these names with what the code reads, in both directions. A secret is a
// reference into the vault; no value of one passes through here.

param appName string
param identityClientId string

param hostBlobUri string
param hostQueueUri string
param hostTableUri string

param dataTableUri string

param serviceBusHost string
param eventsQueue string
param feedbackQueue string

@description('Direct applies events before it answers; ServiceBus queues them, for bursts above what the tables take.')
@allowed(['Direct', 'ServiceBus'])
param ingestMode string

@description('Where each channel leads: push, sms, email, webhook; Outbox hands nothing to a provider.')
param channels { push: 'Outbox' | 'NotificationHubs' | 'Off', sms: 'Outbox' | 'Acs' | 'Off', email: 'Outbox' | 'Acs' | 'Smtp' | 'Off', webhook: 'Outbox' | 'Http' | 'Off' }

@description('What the providers allow: pushPerMinute, smsPerMinute, emailPerMinute, emailPerHour.')
param pace { pushPerMinute: int, smsPerMinute: int, emailPerMinute: int, emailPerHour: int }

param webhookPerMinute int

@description('Systems that webhook touches go to. Each has its key in the vault, under webhook-key- and its name.')
param webhooks { name: string, url: string, keyId: string, timeout: string, allowPrivate: bool, includeAddresses: bool, requiresConsent: bool }[]

@description('Who is told when a campaign pauses itself; nobody while the url is empty. Its key is in the vault, under guards-webhook-key.')
param guards { url: string, keyId: string, timeout: string, allowPrivate: bool }

param hubName string

@description('Whether the hub tells afterwards which handles were dead: the Standard tier does.')
param hubFeedback bool

param acsEndpoint string

@description('Whether the provider may put its own pixel and links into e-mails, to report opens and clicks.')
param emailEngagementTracking bool

@description('Currency of reports, and what one unit of others is worth in it: text by ISO 4217 code.')
param currency string
param currencyRates object

@description('Senders of SMS: by country code, and the one for every other country.')
param smsSenders object
param smsDefaultSender string

@description('Of every e-mail. Many laws want the postal address in it.')
param email { from: string, fromName: string, replyTo: string, postalAddress: string }

@description('Mail relay for teams without ACS; an empty host while there is none.')
param smtp { host: string, port: int, user: string, security: string }

@description('Address of the app as recipients see it, without a slash at its end; empty for the one that Azure gives.')
param publicAddress string

@description('Ids of the keys that sign links, newest first. Links signed by the others still work.')
param linkKeyIds string[]

@description('IANA time zone for people whose own is not known, for example Europe/Berlin.')
param defaultZone string

@description('Whether a campaign must be approved by somebody other than who published it before it may be active.')
param requireApproval bool

param vaultUri string
param insightsConnectionString string

@description('Endpoint of an OpenTelemetry collector; empty for Application Insights alone.')
param otlpEndpoint string

@description('Whether the durable back end is the Durable Task Scheduler; known before its endpoint is.')
param usesScheduler bool
param schedulerEndpoint string
param taskHub string

var secret = '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/'

var host = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: hostBlobUri
  AzureWebJobsStorage__queueServiceUri: hostQueueUri
  AzureWebJobsStorage__tableServiceUri: hostTableUri
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AZURE_CLIENT_ID: identityClientId
}

// The histories of sequences, on a connection of their own name (host.json): they may move to an account of their own without new code.
var histories = {
  TaskHub__credential: 'managedidentity'
  TaskHub__clientId: identityClientId
  TaskHub__blobServiceUri: hostBlobUri
  TaskHub__queueServiceUri: hostQueueUri
  TaskHub__tableServiceUri: hostTableUri
}

// Overrides of host.json, which names Azure Storage.
var scheduled = !usesScheduler ? {} : {
  DurableTaskScheduler: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
  AzureFunctionsJobHost__extensions__durableTask__hubName: taskHub
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DurableTaskScheduler'
}

var data = {
  Storage__TableServiceUri: dataTableUri
  // Fixed for the life of a deployment: the app refuses to start with others than it began with.
  Storage__PeopleShards: '256'
  Storage__FactShards: '16'
  Users__AddressHashKey: '${secret}address-hash-key)'
  Campaigns__RequireApproval: string(requireApproval)
  Lapse__ScanSchedule: '0 */5 * * * *'
  Lapse__DefaultZone: defaultZone
  Lapse__BackfillPerScan: '2000'
  Lapse__SunsetAfter: '0'
  Money__Currency: currency
  Outcomes__PushPrice: '0'
  Outcomes__SmsPrice: '0'
  Outcomes__EmailPrice: '0'
  Outcomes__WebhookPrice: '0'
  Experiment__GlobalHoldoutShare: '0'
  Experiment__GlobalHoldoutSalt: 'global'
  Reporting__AuditSchedule: '0 40 2 * * *'
  Reporting__RollupSchedule: '0 20 * * * *'
  Reporting__Margin: '1'
  Reporting__WorthwhileLift: '0.1'
  Retention__EventDays: '400'
  Retention__EnrolmentDays: '400'
  Retention__UsersPerShard: '1000'
  Retention__Schedule: '0 10 4 * * *'
}

// Two keys for each source, so that one can be changed while the other works.
var ingest = {
  Events__Sources__0__Name: 'server'
  Events__Sources__0__Key: '${secret}events-server-key)'
  Events__Sources__0__SecondKey: '${secret}events-server-key-2)'
  Events__Sources__0__Trust: 'Full'
  Events__Sources__1__Name: 'app'
  Events__Sources__1__Key: '${secret}events-app-key)'
  Events__Sources__1__SecondKey: '${secret}events-app-key-2)'
  Events__Sources__1__Trust: 'Low'
  Ingest__Mode: ingestMode
  Ingest__EventsQueue: eventsQueue
  Ingest__FeedbackQueue: feedbackQueue
  Ingest__MaxIngestLag: '00:01:00'
  ServiceBus__fullyQualifiedNamespace: serviceBusHost
  ServiceBus__credential: 'managedidentity'
  ServiceBus__clientId: identityClientId
}

var sending = {
  Sending__Push: channels.push
  Sending__Sms: channels.sms
  Sending__Email: channels.email
  Sending__Webhook: channels.webhook
  Sending__PushPerMinute: string(pace.pushPerMinute)
  Sending__SmsPerMinute: string(pace.smsPerMinute)
  Sending__EmailPerMinute: string(pace.emailPerMinute)
  Sending__EmailPerHour: string(pace.emailPerHour)
  Sending__WebhookPerMinute: string(webhookPerMinute)
  NotificationHubs__ConnectionString: '${secret}notification-hubs)'
  NotificationHubs__HubName: hubName
  NotificationHubs__Feedback: string(hubFeedback)
  Acs__Endpoint: acsEndpoint
  Acs__UserEngagementTrackingDisabled: string(!emailEngagementTracking)
  Email__From: email.from
}

// An empty text would be read as a bad address, not as none.
var given = toObject(
  filter(
    [
      { name: 'Sms__DefaultSender', value: smsDefaultSender }
      { name: 'Email__FromName', value: email.fromName }
      { name: 'Email__ReplyTo', value: email.replyTo }
      { name: 'Email__PostalAddress', value: email.postalAddress }
    ],
    each => !empty(each.value)
  ),
  each => each.name,
  each => each.value
)

var rates = toObject(items(currencyRates), each => 'Money__Rates__${each.key}', each => string(each.value))

var senders = toObject(items(smsSenders), each => 'Sms__Senders__${each.key}', each => string(each.value))

// The platform takes no hyphen in the name of a setting; the app reads _ as one.
var targets = reduce(
  map(webhooks, each => {
    'Webhooks__${replace(each.name, '-', '_')}__Url': each.url
    'Webhooks__${replace(each.name, '-', '_')}__Key': '${secret}webhook-key-${each.name})'
    'Webhooks__${replace(each.name, '-', '_')}__KeyId': each.keyId
    'Webhooks__${replace(each.name, '-', '_')}__Timeout': each.timeout
    'Webhooks__${replace(each.name, '-', '_')}__AllowPrivate': string(each.allowPrivate)
    'Webhooks__${replace(each.name, '-', '_')}__IncludeAddresses': string(each.includeAddresses)
    'Webhooks__${replace(each.name, '-', '_')}__RequiresConsent': string(each.requiresConsent)
  }),
  {},
  (all, one) => union(all, one)
)

var guardHook = empty(guards.url) ? {} : {
  Guards__WebhookUrl: guards.url
  Guards__WebhookKey: '${secret}guards-webhook-key)'
  Guards__WebhookKeyId: guards.keyId
  Guards__WebhookTimeout: guards.timeout
  Guards__WebhookAllowPrivate: string(guards.allowPrivate)
}

var relay = empty(smtp.host) ? {} : {
  Smtp__Host: smtp.host
  Smtp__Port: string(smtp.port)
  Smtp__User: smtp.user
  Smtp__Password: '${secret}smtp-password)'
  Smtp__Security: smtp.security
}

var links = union(
  {
    Links__BaseUrl: empty(publicAddress) ? 'https://${app.properties.defaultHostName}' : publicAddress
    Links__ClicksLast: '90.00:00:00'
    Links__MachineClickWithin: '00:00:10'
  },
  toObject(range(0, length(linkKeyIds)), i => 'Links__Keys__${i}__Id', i => linkKeyIds[i]),
  toObject(range(0, length(linkKeyIds)), i => 'Links__Keys__${i}__Secret', i => '${secret}links-key-${linkKeyIds[i]})')
)

var collector = empty(otlpEndpoint) ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint }

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(host, histories, scheduled, data, ingest, sending, given, rates, senders, targets, guardHook, relay, links, collector)
}
