// WinBack in a resource group of its own. `azd up` runs this and then deploys the app; docs/deploy.md has every step around it.

targetScope = 'subscription'

import { fcmCredential, apnsCredential } from 'modules/push.bicep'

@description('Name of the environment, for example winback-prod: part of most names, and the tag azd goes by.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('Region of everything that has one. It must have Flex Consumption and Notification Hubs.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Tags of the team\'s own, on every resource.')
param extraTags object = {}

@description('Who is told by alerts and by the budget.')
param alertEmail string = ''

@description('Budget for a month, in the currency of the subscription.')
param monthlyBudget int = 200

@description('Days that telemetry is kept.')
param logRetentionDays int = 30

@description('Gigabytes of telemetry a day; -1 for no cap.')
param logDailyCapGb int = 5

@description('Copies of the app\'s data: in one building, in three, or in three and far away.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param dataRedundancy string = 'Standard_ZRS'

@description('Instances kept warm by scaling group. Without one for durable, timers of an app scaled to zero fire late.')
param alwaysReady { name: string, instanceCount: int }[] = [{ name: 'durable', instanceCount: 1 }]

@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('AzureStorage, or DurableTaskScheduler. Sequences under way cannot move from one to the other.')
@allowed(['AzureStorage', 'DurableTaskScheduler'])
param durableBackend string = 'AzureStorage'

@allowed(['Consumption', 'Dedicated'])
param durableTaskSchedulerSku string = 'Dedicated'

@description('Direct applies events before it answers; ServiceBus queues them first.')
@allowed(['Direct', 'ServiceBus'])
param ingestMode string = 'ServiceBus'

@description('Where pushes lead. Outbox hands nothing to a provider: the place to begin.')
@allowed(['Outbox', 'NotificationHubs', 'Off'])
param pushChannel string = 'Outbox'

@allowed(['Outbox', 'Acs', 'Off'])
param smsChannel string = 'Outbox'

@allowed(['Outbox', 'Acs', 'Smtp', 'Off'])
param emailChannel string = 'Outbox'

@allowed(['Outbox', 'Http', 'Off'])
param webhookChannel string = 'Outbox'

@description('Webhook touches a minute, to all targets together.')
param webhookPerMinute int = 60

@description('Systems that webhook touches go to, by names of a-z, 0-9 and -.')
param webhooks { name: string, url: string, keyId: string, timeout: string, allowPrivate: bool, includeAddresses: bool, requiresConsent: bool }[] = []

@description('The key of each of them by its name, at least 32 characters; one that is left out stays as it is in the vault.')
@secure()
param webhookKeys object = {}

@description('Who is told, by a signed request, when a campaign pauses itself; nobody while the url is empty.')
param guardsWebhook { url: string, keyId: string, timeout: string, allowPrivate: bool } = { url: '', keyId: '1', timeout: '00:00:10', allowPrivate: false }

@description('The key of it, at least 32 characters; left out, it stays as it is in the vault.')
@secure()
param guardsWebhookKey string = ''

@description('What the providers let through. E-mail starts at 30 a minute and 100 an hour until support raises it.')
param pace { pushPerMinute: int, smsPerMinute: int, emailPerMinute: int, emailPerHour: int } = {
  pushPerMinute: 10000
  smsPerMinute: 200
  emailPerMinute: 30
  emailPerHour: 100
}

@description('Where Communication Services keep data at rest; cannot be changed later.')
param dataLocation string = 'Europe'

@description('Own domain to send from; empty for one that Azure provides.')
param emailDomain string = ''

@description('True once the DNS records of the own domain are verified.')
param emailDomainIsVerified bool = false

@description('Part of the sender before the @; DoNotReply exists on every domain.')
param emailSender string = 'DoNotReply'

param emailFromName string = ''
param emailReplyTo string = ''
param emailPostalAddress string = ''

@description('Opens and clicks as reports; only own domains with raised limits have it.')
param emailEngagementTracking bool = false

@description('Currency of reports, costs and prices: ISO 4217. What was counted before a change stays as it is.')
param currency string = 'EUR'

@description('What one unit of other currencies is worth in it, such as { USD: \'0.92\' }; values in any other currency are refused.')
param currencyRates object = {}

@description('SMS senders by country code, such as { US: \'+18005550100\', DE: \'ACME\' }.')
param smsSenders object = {}
param smsDefaultSender string = ''

@allowed(['Free', 'Basic', 'Standard'])
param notificationHubsTier string = 'Free'

@description('Firebase service account of the Android app.')
param fcm fcmCredential?

@description('Token credential of the iOS app.')
param apns apnsCredential?

@description('Mail relay, for Smtp.')
param smtp { host: string, port: int, user: string, security: string } = { host: '', port: 587, user: '', security: 'StartTls' }
@secure()
param smtpPassword string = ''

@description('Address of the app that recipients see in links, such as https://go.example.com; empty for the one that Azure gives.')
param publicAddress string = ''

@description('Ids of the keys that sign links, newest first. To change keys, put a new id in front and leave the old ones.')
param linkKeyIds string[] = ['1']

@description('IANA time zone for people whose own is not known.')
param defaultZone string = 'UTC'

@description('Whether a campaign must be approved by somebody other than who published it before it may be active. Names are only as good as who vouches for them: turn on App Service authentication with it.')
param requireApproval bool = false

@description('Endpoint of an OpenTelemetry collector; empty for Application Insights alone.')
param otlpEndpoint string = ''

// 244 random bits each. Fresh in every deployment, and thrown away unless the vault lacks the secret: see modules/vault.bicep. A team
// whose rules ask for keys of its own making writes a new version of each into the vault; no deployment overwrites it.
@secure()
param freshHashKey string = '${newGuid()}${newGuid()}'
@secure()
param freshLinkKey string = '${newGuid()}${newGuid()}'
@secure()
param freshServerKey string = '${newGuid()}${newGuid()}'
@secure()
param freshServerKey2 string = '${newGuid()}${newGuid()}'
@secure()
param freshAppKey string = '${newGuid()}${newGuid()}'
@secure()
param freshAppKey2 string = '${newGuid()}${newGuid()}'

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = union(extraTags, { 'azd-env-name': environmentName })
var serviceName = 'app' // in azure.yaml
var eventsQueue = 'events'
var feedbackQueue = 'feedback'
var packageContainer = 'packages'
var feedbackDeadLetters = 'feedback-dead-letters'
var hubName = 'winback'
var taskHub = 'WinBack'
var hubSecret = 'notification-hubs'
var usesScheduler = durableBackend == 'DurableTaskScheduler'

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: 'id-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'log-${token}'
    insightsName: 'appi-${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
}

// Two accounts, so that a burst of histories never throttles a person's row.
module data 'modules/storage.bicep' = {
  name: 'data'
  scope: group
  params: {
    name: 'stdata${token}'
    location: location
    tags: tags
    redundancy: dataRedundancy
    containers: [feedbackDeadLetters]
  }
}

module host 'modules/storage.bicep' = {
  name: 'host'
  scope: group
  params: {
    name: 'sthost${token}'
    location: location
    tags: tags
    redundancy: dataRedundancy
    containers: [packageContainer]
  }
}

module serviceBus 'modules/servicebus.bicep' = {
  scope: group
  params: {
    name: 'sb-${token}'
    location: location
    tags: tags
    eventsQueue: eventsQueue
    feedbackQueue: feedbackQueue
    lockDuration: 'PT2M'
    maxDeliveryCount: 10
  }
}

module communication 'modules/communication.bicep' = {
  scope: group
  params: {
    name: 'acs-${token}'
    emailServiceName: 'acse-${token}'
    tags: tags
    dataLocation: dataLocation
    customDomain: emailDomain
    customDomainIsVerified: emailDomainIsVerified
    senderName: emailSender
    senderDisplayName: emailFromName
    engagementTracking: emailEngagementTracking
  }
}

module feedback 'modules/feedback.bicep' = {
  scope: group
  params: {
    topicName: 'evgt-${token}'
    communicationName: communication.outputs.name
    serviceBusName: serviceBus.outputs.name
    feedbackQueue: feedbackQueue
    deadLetterAccountName: data.outputs.name
    deadLetterContainer: feedbackDeadLetters
    tags: tags
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    generatedNames: concat(
      ['address-hash-key', 'events-server-key', 'events-server-key-2', 'events-app-key', 'events-app-key-2'],
      map(linkKeyIds, id => 'links-key-${id}')
    )
    generated: union(
      {
        'address-hash-key': freshHashKey
        'events-server-key': freshServerKey
        'events-server-key-2': freshServerKey2
        'events-app-key': freshAppKey
        'events-app-key-2': freshAppKey2
      },
      toObject(linkKeyIds, id => 'links-key-${id}', id => '${freshLinkKey}${id}')
    )
    givenNames: concat(['smtp-password', 'guards-webhook-key'], map(webhooks, each => 'webhook-key-${each.name}'))
    given: union({ 'smtp-password': smtpPassword, 'guards-webhook-key': guardsWebhookKey }, toObject(webhooks, each => 'webhook-key-${each.name}', each => webhookKeys[?each.name] ?? ''))
  }
}

module push 'modules/push.bicep' = {
  scope: group
  params: {
    namespaceName: 'ntfns-${token}'
    hubName: hubName
    vaultName: vault.outputs.name
    secretName: hubSecret
    location: location
    tags: tags
    tier: notificationHubsTier
    fcm: fcm
    apns: apns
  }
}

module scheduler 'modules/scheduler.bicep' = if (usesScheduler) {
  scope: group
  params: {
    name: 'dts-${token}'
    taskHub: taskHub
    location: location
    tags: tags
    sku: durableTaskSchedulerSku
  }
}

module access 'modules/access.bicep' = {
  scope: group
  params: {
    principalId: identity.outputs.principalId
    dataAccountName: data.outputs.name
    hostAccountName: host.outputs.name
    serviceBusName: serviceBus.outputs.name
    eventsQueue: eventsQueue
    feedbackQueue: feedbackQueue
    communicationName: communication.outputs.name
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
    schedulerName: usesScheduler ? scheduler!.outputs.name : ''
  }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: 'func-${token}'
    planName: 'plan-${token}'
    location: location
    tags: tags
    serviceName: serviceName
    identityId: identity.outputs.id
    hostBlobUri: host.outputs.blobUri
    packageContainer: packageContainer
    alwaysReady: alwaysReady
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
  }
}

module settings 'modules/settings.bicep' = {
  scope: group
  dependsOn: [access, push]
  params: {
    appName: app.outputs.name
    identityClientId: identity.outputs.clientId
    hostBlobUri: host.outputs.blobUri
    hostQueueUri: host.outputs.queueUri
    hostTableUri: host.outputs.tableUri
    dataTableUri: data.outputs.tableUri
    serviceBusHost: serviceBus.outputs.host
    eventsQueue: eventsQueue
    feedbackQueue: feedbackQueue
    ingestMode: ingestMode
    channels: {
      push: pushChannel
      sms: smsChannel
      email: emailChannel
      webhook: webhookChannel
    }
    webhookPerMinute: webhookPerMinute
    webhooks: webhooks
    guards: guardsWebhook
    pace: pace
    hubName: hubName
    hubFeedback: notificationHubsTier == 'Standard'
    acsEndpoint: communication.outputs.endpoint
    emailEngagementTracking: emailEngagementTracking
    currency: currency
    currencyRates: currencyRates
    smsSenders: smsSenders
    smsDefaultSender: smsDefaultSender
    email: {
      from: communication.outputs.emailFrom
      fromName: emailFromName
      replyTo: emailReplyTo
      postalAddress: emailPostalAddress
    }
    smtp: smtp
    publicAddress: publicAddress
    linkKeyIds: linkKeyIds
    defaultZone: defaultZone
    requireApproval: requireApproval
    vaultUri: vault.outputs.uri
    insightsConnectionString: monitoring.outputs.connectionString
    otlpEndpoint: otlpEndpoint
    usesScheduler: usesScheduler
    schedulerEndpoint: usesScheduler ? scheduler!.outputs.endpoint : ''
    taskHub: taskHub
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    prefix: environmentName
    location: location
    tags: tags
    email: alertEmail
    workspaceId: monitoring.outputs.workspaceId
    serviceBusId: serviceBus.outputs.id
    topicId: feedback.outputs.topicId
    dataAccountId: data.outputs.id
    hostAccountId: host.outputs.id
  }
}

module budget 'modules/budget.bicep' = {
  scope: group
  params: {
    name: 'budget-${environmentName}'
    monthlyAmount: monthlyBudget
    email: alertEmail
  }
}

// No secret is among these: azd writes them to a file.
output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output WINBACK_APP_NAME string = app.outputs.name
output WINBACK_ADDRESS string = empty(publicAddress) ? 'https://${app.outputs.host}' : publicAddress
output WINBACK_VAULT_NAME string = vault.outputs.name
output WINBACK_EMAIL_DOMAIN string = communication.outputs.emailDomain
output WINBACK_DATA_ACCOUNT string = data.outputs.name
