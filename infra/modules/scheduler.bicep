// The other durable back end. Only deployed when asked for: histories cannot move from one back end to the other.

param name string
param taskHub string
param location string
param tags object

@description('Consumption is billed per action, Dedicated per capacity unit. See docs/deploy.md before choosing.')
@allowed(['Consumption', 'Dedicated'])
param sku string

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    ipAllowlist: ['0.0.0.0/0'] // Flex Consumption has no fixed addresses; it is the identity that lets in
    sku: sku == 'Dedicated' ? { name: sku, capacity: 1 } : { name: sku }
  }

  resource hub 'taskHubs' = {
    name: taskHub
  }
}

output name string = scheduler.name
output endpoint string = scheduler.properties.endpoint
