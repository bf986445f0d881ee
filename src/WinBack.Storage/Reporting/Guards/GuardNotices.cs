using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Guards;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Reporting.Guards;

/// <summary>
/// Words of pauses on their way to <see cref="IGuardHook"/>. A word is written in one batch with its pause and goes once it was taken, so it arrives at least once, however
/// often the process dies between; twice where an answer got lost. One that nobody took within <see cref="GiveUpAfter"/> is given up.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="hook">Null where nobody is to hear; words from before that are given up in time.</param>
/// <param name="clock">The clock.</param>
public sealed class GuardNotices(ITables tables, IGuardHook? hook, TimeProvider clock)
{
    /// <summary>Age at which a word is no news any more.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(7);

    // Longer than a request may take; shorter than from one run to the next.
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    private readonly ITable _campaigns = tables.Open(CampaignKeys.Table);

    /// <summary>What <see cref="CampaignStore.PauseAsync"/> writes down; null where nobody is to hear.</summary>
    public Func<GuardPause, ReadOnlyMemory<byte>>? For(Campaign campaign) => hook is null ? null : pause => Json(
        new(GuardNotice.Key(campaign.Id, pause), GuardNotice.Of(campaign.Id, campaign.Version, pause), pause.At));

    /// <summary>Hands on every word that waits and that nobody else is handing on.</summary>
    public async Task<NoticeResult> DeliverAsync(CancellationToken cancel = default)
    {
        NoticeResult result = new(0, 0, 0);
        await foreach (var row in _campaigns.ReadRangeAsync(CampaignKeys.Set, CampaignKeys.GuardNotices, cancel))
        {
            var notice = JsonSerializer.Deserialize(row.Data.Span, GuardRows.Default.GuardNoticeRow)!;
            var now = clock.GetUtcNow();
            if (hook is not null && await ClaimAsync(row, notice, now, cancel))
            {
                if (await hook.PostAsync(notice.Key, notice.Body, cancel))
                {
                    await ForgetAsync(row, cancel);
                    result = result with { Taken = result.Taken + 1 };
                    continue;
                }
            }

            if (now - notice.At < GiveUpAfter)
            {
                result = result with { Waiting = result.Waiting + 1 };
                continue;
            }

            await ForgetAsync(row, cancel);
            result = result with { GivenUp = result.GivenUp + 1 };
        }

        return result;
    }

    private async Task<bool> ClaimAsync(TableRow row, GuardNoticeRow notice, DateTimeOffset now, CancellationToken cancel) =>
        !(notice.ClaimedUntil > now)
        && await _campaigns.BatchAsync(CampaignKeys.Set, [new RowChange.Replace(row.Row, Json(notice with { ClaimedUntil = now + Claim }), row.ETag)], cancel) is BatchResult.Done;

    private async Task ForgetAsync(TableRow row, CancellationToken cancel) => await _campaigns.BatchAsync(CampaignKeys.Set, [new RowChange.Delete(row.Row)], cancel);

    private static ReadOnlyMemory<byte> Json(GuardNoticeRow row) => JsonSerializer.SerializeToUtf8Bytes(row, GuardRows.Default.GuardNoticeRow);
}

/// <summary>What became of the words that waited.</summary>
/// <param name="Taken">By the receiver.</param>
/// <param name="Waiting">To be handed on by a later run, or being handed on by another.</param>
/// <param name="GivenUp">Never taken.</param>
public sealed record NoticeResult(int Taken, int Waiting, int GivenUp);
