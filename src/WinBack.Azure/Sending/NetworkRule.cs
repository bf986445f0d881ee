using System.Net;
using System.Net.Sockets;

namespace WinBack.Azure.Sending;

/// <summary>Which addresses a request may go to that a setting names: none of this machine, of the platform that runs it, or of a private network.</summary>
internal static class NetworkRule
{
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"),
    ];

    // Link-local addresses hold the identity endpoints of clouds; 168.63.129.16 is Azure's own. The others lead to nobody in particular.
    private static readonly IPNetwork[] Never =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("168.63.129.16/32"), IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
        IPNetwork.Parse("::/128"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("fec0::/10"), IPNetwork.Parse("ff00::/8"), IPNetwork.Parse("2001:db8::/32"),
    ];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork Tunnelled = IPNetwork.Parse("2002::/16");

    /// <summary>Whether it may be called.</summary>
    /// <param name="address">As a name was resolved. One that wraps an IPv4 address counts as that.</param>
    /// <param name="allowPrivate">Whether private networks may be; link-local addresses and those of the platform never.</param>
    public static bool Allows(IPAddress address, bool allowPrivate)
    {
        var meant = Meant(address);
        return !Never.Any(network => network.Contains(meant)) && (allowPrivate || !Private.Any(network => network.Contains(meant)));
    }

    private static IPAddress Meant(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return Translated.Contains(address) ? new(bytes.AsSpan(12, 4))
            : Tunnelled.Contains(address) ? new(bytes.AsSpan(2, 4))
            : address;
    }
}
