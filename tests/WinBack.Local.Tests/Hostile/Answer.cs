using System.Text;

namespace WinBack.Local.Tests.Hostile;

/// <summary>What came back.</summary>
/// <param name="Status">HTTP status; 0 when the connection was closed without an answer.</param>
/// <param name="Head">Status line and headers.</param>
/// <param name="Body">As it came, without its framing.</param>
internal sealed record Answer(int Status, string Head, byte[] Body)
{
    public static Answer None { get; } = new(0, "", []);

    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name)
    {
        foreach (var line in Head.Split("\r\n").Skip(1))
        {
            if (line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
                return line[(name.Length + 1)..].Trim();
        }

        return null;
    }

    public override string ToString() => $"{Head}\r\n\r\n{(Text.Length > 500 ? Text[..500] : Text)}";
}
