// A place to begin for real. Names, addresses and the limits your providers have granted are yours to fill in.
using '../main.bicep'

param environmentName = 'winback-prod'
param location = 'northeurope'
param extraTags = { environment: 'prod' }
param alertEmail = 'operators@example.com'
param monthlyBudget = 1000
param logRetentionDays = 90
param dataRedundancy = 'Standard_ZRS'
param notificationHubsTier = 'Basic'
param emailChannel = 'Acs'
param emailDomain = 'news.example.com'
param emailFromName = 'Example Shop'
param emailReplyTo = 'care@example.com'
param emailPostalAddress = 'Example Shop, 1 Example Street, 12345 Example City'
param defaultZone = 'Europe/Berlin'
