namespace WinBack.Local.Commands;

/// <summary>Prose in a terminal.</summary>
internal static class Wrapped
{
    private const int Width = 110;

    /// <summary>Writes a paragraph, indented by two blanks, in lines that fit.</summary>
    public static void Write(string text)
    {
        var line = " ";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + 1 + word.Length > Width)
            {
                Console.WriteLine(line);
                line = " ";
            }

            line += " " + word;
        }

        Console.WriteLine(line);
    }
}
