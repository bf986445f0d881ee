namespace WinBack.Local.Durable;

/// <summary>The next thing to do: an episode of an instance, or an activity if <paramref name="Activity"/> is given.</summary>
internal readonly record struct ReadyWork(Instance Instance, ActivityCall? Activity);
