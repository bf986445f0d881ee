// Push to phones. Its SDK knows no Entra ID: the one connection string of the deployment goes from here straight into the vault.

param namespaceName string
param hubName string
param vaultName string
param secretName string
param location string
param tags object

@description('Free: 500 devices. Basic: 200,000. Standard: 10 million, and telemetry per message.')
@allowed(['Free', 'Basic', 'Standard'])
param tier string

@description('Firebase service account; null or empty while there is no Android app.')
param fcm fcmCredential?

@description('APNs token credential; null or empty while there is no iOS app.')
param apns apnsCredential?

@export()
type fcmCredential = {
  @secure()
  projectId: string
  @secure()
  clientEmail: string
  @secure()
  privateKey: string
}

@export()
type apnsCredential = {
  @secure()
  keyId: string
  @secure()
  teamId: string
  @secure()
  bundleId: string
  @secure()
  token: string
  @description('api.push.apple.com, or api.development.push.apple.com for builds from Xcode; https://HOST:443/3/device')
  @secure()
  endpoint: string
}

resource namespace 'Microsoft.NotificationHubs/namespaces@2023-10-01-preview' = {
  name: namespaceName
  location: location
  tags: tags
  sku: { name: tier }
  properties: {
    zoneRedundancy: 'Disabled'
    replicationRegion: 'None' // device handles stay in the region
  }
}

resource hub 'Microsoft.NotificationHubs/namespaces/notificationHubs@2023-10-01-preview' = {
  parent: namespace
  name: hubName
  location: location
  tags: tags
  properties: {
    fcmV1Credential: empty(fcm.?projectId) ? null : {
      properties: {
        projectId: fcm!.projectId
        clientEmail: fcm!.clientEmail
        privateKey: fcm!.privateKey
      }
    }
    apnsCredential: empty(apns.?keyId) ? null : {
      properties: {
        keyId: apns!.keyId
        appId: apns!.teamId
        appName: apns!.bundleId
        token: apns!.token
        endpoint: apns!.endpoint
      }
    }
  }
}

// Listen registers and removes installations, Send sends. Not Manage: the app never changes the hub itself.
resource rule 'Microsoft.NotificationHubs/namespaces/notificationHubs/authorizationRules@2023-10-01-preview' = {
  parent: hub
  name: 'winback-app'
  properties: { rights: ['Listen', 'Send'] }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource connection 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: secretName
  properties: {
    contentType: 'Notification Hubs connection string, written by every deployment'
    value: rule.listKeys().primaryConnectionString
  }
}

output hubName string = hub.name
