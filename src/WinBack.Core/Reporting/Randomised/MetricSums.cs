using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting.Randomised;

/// <summary>What the rows of one arm add up to, in constant memory.</summary>
internal sealed class MetricSums(int metrics)
{
    private readonly Moments[] _moments = new Moments[metrics];

    public long Users { get; private set; }

    /// <summary>Mean and variance of one metric over the users.</summary>
    public Moments this[int metric] => _moments[metric];

    public void Add(ReadOnlySpan<double> values)
    {
        Users++;
        for (var i = 0; i < values.Length; i++)
            _moments[i] = _moments[i].With(values[i]);
    }

    public void Add(MetricSums other)
    {
        Users += other.Users;
        for (var i = 0; i < _moments.Length; i++)
            _moments[i] = _moments[i].With(other[i]);
    }

    /// <summary>A metric of ones and zeros as a proportion.</summary>
    public Proportion Rate(int metric) => new((long)Math.Round(_moments[metric].Mean * Users), Users);
}
