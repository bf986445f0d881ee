// Every part switched on, so that tests see every setting and every resource. Copied beside main.bicep by the tests.
using 'main.bicep'

param environmentName = 'winback-test'
param location = 'northeurope'
param alertEmail = 'operators@example.com'
param durableBackend = 'DurableTaskScheduler'
param emailChannel = 'Smtp'
param emailDomain = 'news.example.com'
param emailDomainIsVerified = true
param emailSender = 'hello'
param emailEngagementTracking = true
param smtp = { host: 'smtp.example.com', port: 587, user: 'winback', security: 'StartTls' }
param smtpPassword = 'not-a-secret'
param currencyRates = { USD: '0.92' }
param smsSenders = { US: '+18005550100', DE: 'ACME' }
param smsDefaultSender = 'ACME'
param emailFromName = 'Shop'
param emailReplyTo = 'care@example.com'
param emailPostalAddress = '1 Example Street'
param linkKeyIds = ['2', '1']
param otlpEndpoint = 'http://collector.example.com:4317'
param fcm = { projectId: 'p', clientEmail: 'c@example.com', privateKey: 'k' }
param apns = { keyId: 'k', teamId: 't', bundleId: 'b', token: 't', endpoint: 'https://api.push.apple.com:443/3/device' }
param webhookChannel = 'Http'
param webhooks = [{ name: 'call-centre', url: 'https://calls.example.com/tasks', keyId: '1', timeout: '00:00:10', allowPrivate: false, includeAddresses: false, requiresConsent: true }]
param webhookKeys = { 'call-centre': 'not-a-secret-but-long-enough-for-one' }
param guardsWebhook = { url: 'https://alerts.example.com/winback', keyId: '1', timeout: '00:00:10', allowPrivate: false }
param guardsWebhookKey = 'not-a-secret-but-long-enough-for-one'
