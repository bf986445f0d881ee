namespace Azure.Communication.Email;

public class EmailSendOperation : Operation<EmailSendResult>
{
    private readonly string _id;

    protected EmailSendOperation()
    {
    }

    public EmailSendOperation(string id, EmailClient client) => _id = id;

    public override string Id => _id;

    public override bool HasCompleted => throw NeedsTheService.Refusal();

    public override bool HasValue => throw NeedsTheService.Refusal();

    public override EmailSendResult Value => throw NeedsTheService.Refusal();

    public override Response GetRawResponse() => throw NeedsTheService.Refusal();

    public override Response UpdateStatus(CancellationToken cancellationToken = default) => throw NeedsTheService.Refusal();

    public override ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default) => throw NeedsTheService.Refusal();

    public override Response<EmailSendResult> WaitForCompletion(CancellationToken cancellationToken = default) => throw NeedsTheService.Refusal();

    public override Response<EmailSendResult> WaitForCompletion(TimeSpan suggestedPollingInterval, CancellationToken cancellationToken) =>
        throw NeedsTheService.Refusal();

    public override ValueTask<Response<EmailSendResult>> WaitForCompletionAsync(CancellationToken cancellationToken = default) =>
        throw NeedsTheService.Refusal();

    public override ValueTask<Response<EmailSendResult>> WaitForCompletionAsync(
        TimeSpan suggestedPollingInterval, CancellationToken cancellationToken) =>
        throw NeedsTheService.Refusal();
}
