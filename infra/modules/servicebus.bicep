// The two queues: events that the HTTP function has accepted, and what providers report about messages.

param name string
param location string
param tags object

param eventsQueue string
param feedbackQueue string

@description('Longest that one delivery may take. host.json: a batch is at most maxMessageBatchSize messages, and its lock is not renewed.')
param lockDuration string

@description('Deliveries after which a message is set aside. What is known to be poison is set aside at once, with its reason.')
param maxDeliveryCount int

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: 'Standard' // duplicate detection; Basic has none, Premium costs some 70 times as much
    tier: 'Standard'
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }

  resource queues 'queues' = [for each in [eventsQueue, feedbackQueue]: {
    name: each
    properties: {
      lockDuration: lockDuration
      maxDeliveryCount: maxDeliveryCount
      requiresSession: false // order within a user is not needed: events carry their own instants
      requiresDuplicateDetection: true
      // A help against a client that retries, not the guarantee: each event is known again by its id in the user's partition.
      duplicateDetectionHistoryTimeWindow: 'PT30M'
      defaultMessageTimeToLive: 'P14D'
      deadLetteringOnMessageExpiration: true
      maxSizeInMegabytes: 5120
      enablePartitioning: false
    }
  }]
}

output id string = namespace.id
output name string = namespace.name
output host string = '${namespace.name}.servicebus.windows.net'
output feedbackQueueId string = resourceId('Microsoft.ServiceBus/namespaces/queues', namespace.name, feedbackQueue)
