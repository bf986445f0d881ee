using WinBack.Core.Reporting;
using WinBack.Core.Users;

namespace WinBack.Local.Commands;

/// <summary>Prints what is credited to channels, under a heading that says what it is not.</summary>
internal static class CreditPrinter
{
    public static void Print(CreditTable? credit)
    {
        if (credit is null)
            return;
        Console.WriteLine();
        Console.WriteLine("  credit, which is not effect");
        Wrapped.Write(credit.Definition);
        Console.WriteLine($"  {"",-20}{"last message",26}{"last click",26}");
        foreach (var each in credit.Channels)
            Console.WriteLine($"  {AttemptKey.Name(each.Channel),-20}{each.Conversions,10:N0}{each.Revenue,16:N2}{each.DirectConversions,10:N0}{each.DirectRevenue,16:N2}");
    }
}
