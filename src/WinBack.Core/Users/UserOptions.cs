using System.ComponentModel.DataAnnotations;

namespace WinBack.Core.Users;

/// <summary>Settings of the stage Users.</summary>
public sealed class UserOptions
{
    /// <summary>Gets or sets the secret that suppressed addresses are hashed with, so that their table cannot be searched for a known address.</summary>
    /// <value>No default. At least 32 characters; from Key Vault on Azure. Changing it forgets every suppression.</value>
    [Required, MinLength(32)]
    public string AddressHashKey { get; set; } = "";
}
