using WinBack.Core.Sending;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class SendingOptionsTests
{
    [Fact]
    public void Limits_EachChannel_AreItsOwn()
    {
        var options = new SendingOptions { PushPerMinute = 3, SmsPerMinute = 2 };

        Assert.Equal([new(3), new(2), null], new[] { Channel.Push, Channel.Sms, Channel.Email }.Select(options.Limits));
        Assert.Equal(new(1), new SendingOptions { EmailPerMinute = 1 }.Limits(Channel.Email));
        Assert.Equal(new(30, 100), new SendingOptions { EmailPerMinute = 30, EmailPerHour = 100 }.Limits(Channel.Email));
        Assert.Equal(new(100, 100), new SendingOptions { EmailPerHour = 100 }.Limits(Channel.Email));
    }

    [Theory]
    [InlineData(EmailProvider.Acs, null, null, 30, 100)]
    [InlineData(EmailProvider.Acs, 10, null, 10, 100)]
    [InlineData(EmailProvider.Acs, null, 50, 30, 50)]
    [InlineData(EmailProvider.Acs, 1000, null, 1000, null)]       // raised
    [InlineData(EmailProvider.Acs, 1000, 20_000, 1000, 20_000)]
    [InlineData(EmailProvider.Smtp, null, null, null, null)]
    [InlineData(EmailProvider.Outbox, null, null, null, null)]
    public void LimitToWhatProvidersAllow_Email_FillsInWhatIsNotSet(EmailProvider provider, int? minute, int? hour, int? minuteThen, int? hourThen)
    {
        var options = new SendingOptions { Email = provider, EmailPerMinute = minute, EmailPerHour = hour };

        options.LimitToWhatProvidersAllow();

        Assert.Equal((minuteThen, hourThen), (options.EmailPerMinute, options.EmailPerHour));
    }

    [Theory]
    [InlineData(SmsProvider.Acs, null, 200)]
    [InlineData(SmsProvider.Acs, 6000, 6000)]
    [InlineData(SmsProvider.Outbox, null, null)]
    public void LimitToWhatProvidersAllow_Sms_FillsInWhatIsNotSet(SmsProvider provider, int? minute, int? then)
    {
        var options = new SendingOptions { Sms = provider, SmsPerMinute = minute };

        options.LimitToWhatProvidersAllow();

        Assert.Equal(then, options.SmsPerMinute);
    }
}
