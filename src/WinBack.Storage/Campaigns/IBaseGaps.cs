namespace WinBack.Storage.Campaigns;

/// <summary>Publishes what was measured of everybody's rhythm, as part of the campaign set.</summary>
public interface IBaseGaps
{
    /// <summary>Sets the gap of one silence of the current version of a campaign. Makes a campaign set of a higher version, unless it stands already.</summary>
    /// <param name="campaign">Campaign id.</param>
    /// <param name="version">The version that was measured for; of any other nothing is changed.</param>
    /// <param name="part">The silence, from 0.</param>
    /// <param name="gap">Days; 0 for too few gaps.</param>
    /// <param name="cancel">Stops waiting.</param>
    Task SetAsync(string campaign, int version, int part, int gap, CancellationToken cancel = default);
}
