using WinBack.Core.Sending;

namespace WinBack.Azure.Sending;

/// <summary>Adds up the answers that one push got for several devices.</summary>
/// <param name="devices">All that it was addressed to.</param>
/// <param name="now">Instant of the push.</param>
internal sealed class PushTally(int devices, DateTimeOffset now)
{
    private readonly List<SendResult> _answers = [];
    private readonly List<string> _dead = [];
    private ChannelUnavailableException? _neverLeft;

    /// <summary>Counts an answer.</summary>
    public void Add(SendResult answer)
    {
        _answers.Add(answer);
        _dead.AddRange(answer.Dead);
    }

    /// <summary>Makes a call and counts its answer, or that it never left.</summary>
    public async Task AddAsync(IEnumerable<string> handles, Func<Task<SendResult>> call)
    {
        try
        {
            var answer = await call();
            Add(answer is SendResult.RefusedForGood { Suppress: true } ? answer with { Dead = [.. handles] } : answer);
        }
        catch (ChannelUnavailableException neverLeft)
        {
            _neverLeft = neverLeft;
        }
    }

    /// <summary>
    /// The answer of the whole. Taken once is taken; in doubt anywhere is in doubt, for what may have arrived is not sent again. Only what no
    /// device can have got is put off or refused.
    /// </summary>
    /// <exception cref="ChannelUnavailableException">No call left.</exception>
    public SendResult Sum()
    {
        var accepted = _answers.OfType<SendResult.Accepted>().ToList();
        if (accepted.Count > 0)
        {
            var ids = string.Join(' ', accepted.Select(each => each.ProviderId).Where(id => id.Length > 0));
            return new SendResult.Accepted(ids) { Devices = new(accepted.Sum(each => each.Devices?.Taken ?? 1), devices), Dead = _dead };
        }

        if (_answers.OfType<SendResult.Unknown>().FirstOrDefault() is { } unknown)
            return unknown with { Dead = _dead };
        if (_answers.OfType<SendResult.RefusedForNow>().MaxBy(each => each.Until) is { } later)
            return later with { Dead = _dead };
        if (_neverLeft is not null && _answers.Count == 0)
            throw _neverLeft;
        if (_neverLeft is not null)
            return new SendResult.RefusedForNow("some devices' platform could not be reached", now + HttpAnswer.Busy) { Dead = _dead };
        var refusal = (SendResult.RefusedForGood)_answers[0];
        return refusal with { Suppress = _dead.Count == devices, Dead = _dead };
    }
}
