namespace Azure.Communication.Email;

public readonly struct EmailAddress
{
    public EmailAddress(string address)
        : this(address, string.Empty)
    {
    }

    public EmailAddress(string address, string displayName) => (Address, DisplayName) = (address, displayName);

    public string Address { get; }

    public string DisplayName { get; }
}
