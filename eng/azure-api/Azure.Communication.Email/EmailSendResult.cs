namespace Azure.Communication.Email;

public class EmailSendResult
{
    internal EmailSendResult()
    {
    }
}
