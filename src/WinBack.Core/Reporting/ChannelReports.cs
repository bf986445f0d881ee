using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>What can be known of the messages of a channel once they were taken. A rate over messages of which nothing can be known would be too low.</summary>
public static class ChannelReports
{
    /// <summary>Whether its provider reports what arrived.</summary>
    public static bool TellOfDelivery(Channel channel) => channel is Channel.Email or Channel.Sms;

    /// <summary>Whether an opening is noticed: the pictures of an e-mail, or the tap on a push.</summary>
    public static bool TellOfOpening(Channel channel) => channel is Channel.Email or Channel.Push;

    /// <summary>Whether its link leads by way of this app. A push opens the app by itself: its tap is its opening.</summary>
    public static bool TellOfClicks(Channel channel) => channel is Channel.Email or Channel.Sms;
}
