namespace WinBack.Storage.Campaigns;

/// <summary>A campaign may not become what was asked for; nothing was changed. The message says why and what is allowed, in a sentence without a name in front.</summary>
public sealed class CampaignRefusedException(string message) : InvalidOperationException(message);
