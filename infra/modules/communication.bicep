// SMS and e-mail. Communication Services are global resources; only where they keep data at rest is chosen.

param name string
param emailServiceName string
param tags object

@description('Where messages and addresses are kept at rest, for example Europe or United States. Cannot be changed later.')
param dataLocation string

@description('Own domain to send from; empty for a domain that Azure provides, which is good for trying and nothing more.')
param customDomain string

@description('Set to true once the DNS records of the own domain are verified: an unverified domain cannot be linked.')
param customDomainIsVerified bool

@description('Part of the sender before the @.')
param senderName string

@description('Name that recipients see.')
param senderDisplayName string

@description('Opens and clicks as e-mail reports. Azure allows it on own domains with raised limits only.')
param engagementTracking bool

var hasOwnDomain = !empty(customDomain)
var defaultSender = 'DoNotReply' // exists on every domain

resource emailService 'Microsoft.Communication/emailServices@2025-05-01' = {
  name: emailServiceName
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }
}

resource domain 'Microsoft.Communication/emailServices/domains@2025-05-01' = {
  parent: emailService
  name: hasOwnDomain ? customDomain : 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: hasOwnDomain ? 'CustomerManaged' : 'AzureManaged'
    userEngagementTracking: hasOwnDomain && engagementTracking ? 'Enabled' : 'Disabled'
  }
}

resource sender 'Microsoft.Communication/emailServices/domains/senderUsernames@2025-05-01' = if (senderName != defaultSender) {
  parent: domain
  name: toLower(senderName)
  properties: {
    username: senderName
    displayName: senderDisplayName
  }
}

resource service 'Microsoft.Communication/communicationServices@2025-05-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true
    linkedDomains: hasOwnDomain && !customDomainIsVerified ? [] : [domain.id]
  }
}

output id string = service.id
output name string = service.name
output endpoint string = 'https://${service.properties.hostName}'
output emailDomain string = domain.properties.mailFromSenderDomain
output emailFrom string = '${senderName}@${domain.properties.mailFromSenderDomain}'
