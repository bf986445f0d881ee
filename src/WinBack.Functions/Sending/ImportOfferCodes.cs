using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Sending;
using WinBack.Functions.Events;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary><c>POST /api/admin/offers/{id}/codes</c>: takes the codes in the body in, one on each line. The same again changes nothing.</summary>
public sealed class ImportOfferCodes(OfferStock stock)
{
    /// <summary>200 with how many are new; 422 with the lines that hold no code, and none was taken in; 413 for more than is read at once.</summary>
    [Function(nameof(ImportOfferCodes))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/admin/offers/{id}/codes")] HttpRequest request, string id, CancellationToken cancel)
    {
        if (OfferRoute.Refuse(id) is { } refusal)
            return refusal;
        if (await BoundedBody.ReadAsync(request, OfferCodeFile.MaxBytes, cancel) is not { } body)
            return Results.Problem($"The body has more than {OfferCodeFile.MaxBytes} bytes; send it in parts.", statusCode: 413, title: "Too many codes at once");
        var file = OfferCodeFile.Read(Encoding.UTF8.GetString(body.Span));
        return file.WrongLines.Count > 0 ? OfferRoute.Refuse(file.WrongLines) : Results.Ok(await stock.ImportAsync(id, file.Codes, cancel));
    }
}
