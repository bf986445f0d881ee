using WinBack.Core.Sending;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class SendingOptionsTests
{
    [Fact]
    public void PerMinute_EachChannel_IsItsOwn()
    {
        var options = new SendingOptions { PushPerMinute = 3, SmsPerMinute = 2 };

        Assert.Equal([3, 2, null], new[] { Channel.Push, Channel.Sms, Channel.Email }.Select(options.PerMinute));
        Assert.Equal(1, new SendingOptions { EmailPerMinute = 1 }.PerMinute(Channel.Email));
    }
}
