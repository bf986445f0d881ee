using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>What later stages make of applied events.</summary>
public interface IReactions
{
    /// <summary>The reactions by the campaigns of now, in the order they run.</summary>
    ValueTask<IReadOnlyList<IUserReaction>> CurrentAsync(CancellationToken cancel = default);
}
