namespace WinBack.Storage.Tables;

/// <summary>Opens tables by name; the same name gives the same table. Creating it when absent is part of opening.</summary>
public interface ITables
{
    /// <param name="name">Letters and digits, starting with a letter, 3 to 63 characters: <c>People</c>, <c>Due</c>. Case does not count.</param>
    ITable Open(string name);
}
