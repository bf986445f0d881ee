namespace WinBack.TestKit.Faults;

/// <summary>What the proxy does to one request.</summary>
public enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It arrives late, by <see cref="FaultProxy.Delay"/>.</summary>
    Delay,

    /// <summary>It never arrives; the connection is reset.</summary>
    DropBefore,

    /// <summary>It arrives and is done; the connection is reset instead of the answer.</summary>
    DropAfter,

    /// <summary>It arrives twice; the first answer is given.</summary>
    Duplicate,

    /// <summary>It never arrives; the answer is 503, too busy.</summary>
    Busy,

    /// <summary>It arrives and is done; the answer is 500, timed out.</summary>
    TimeoutAfter,

    /// <summary>It never arrives; the answer is 412. Only for a write with a condition on what is stored.</summary>
    Refused,

    /// <summary>The answer is an empty page that is to be continued, twice in a row. Only for a query.</summary>
    EmptyPage,

    /// <summary>The answer is a page of at most two rows, whatever was asked for. Only for a query.</summary>
    ShortPage,
}

/// <summary>What a request to Table Storage asks for.</summary>
public enum RequestKind
{
    Get,
    Page,
    Insert,
    Replace,
    Upsert,
    Delete,
    Batch,

    /// <summary>Making a table, and whatever else is no row's.</summary>
    Other,
}
