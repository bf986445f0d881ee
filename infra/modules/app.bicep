// The Functions app on Flex Consumption. Its settings are in settings.bicep: they need the rights of access.bicep to be in place, the
// app itself does not.

param name string
param planName string
param location string
param tags object

@description('Key of the service in azure.yaml: by this tag azd finds where to deploy to.')
param serviceName string

param identityId string
param hostBlobUri string
param packageContainer string

@description('Instances kept warm, by scaling group. durable: without one, a timer of a sequence on an app scaled to zero fires late.')
param alwaysReady { name: string, instanceCount: int }[]

@description('Memory of an instance; its share of a core grows with it.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Most instances of one scaling group. A limit of cost, not of pace: the providers\' limits are kept by tokens.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': serviceName })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostBlobUri}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        alwaysReady: alwaysReady
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        // A request of 1,000 events writes to as many users at once; more of those beside each other only wait for the tables.
        triggers: { http: { perInstanceConcurrency: 32 } }
      }
    }
  }

  // No passwords for deployment: azd and the portal use Entra identities.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output id string = app.id
output name string = app.name
output host string = app.properties.defaultHostName
