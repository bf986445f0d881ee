// A word before the bill, not a brake: a budget stops nothing. Brakes are the pace of each channel and a pause of the campaign.

param name string

@description('Of the resource group, in the currency of the subscription, for a month.')
@minValue(1)
param monthlyAmount int

@description('Who is told besides the owners of the subscription.')
param email string

@description('A budget begins with a month, and not in the past: the month of the deployment.')
param startDate string = utcNow('yyyy-MM-01')

var contacts = empty(email) ? [] : [email]

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: monthlyAmount
    timeGrain: 'Monthly'
    timePeriod: { startDate: startDate }
    notifications: {
      half: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 50
        thresholdType: 'Actual'
        contactEmails: contacts
        contactRoles: ['Owner']
      }
      all: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Actual'
        contactEmails: contacts
        contactRoles: ['Owner']
      }
      tooMuchToCome: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 120
        thresholdType: 'Forecasted'
        contactEmails: contacts
        contactRoles: ['Owner']
      }
    }
  }
}
