// To try things: small, forgetful, and nothing leaves for a provider.
using '../main.bicep'

param environmentName = 'winback-dev'
param location = 'northeurope'
param extraTags = { environment: 'dev' }
param dataRedundancy = 'Standard_LRS'
param alwaysReady = []
param monthlyBudget = 50
param logDailyCapGb = 1
