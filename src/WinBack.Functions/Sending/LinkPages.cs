using Microsoft.AspNetCore.Http;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Sending;

/// <summary>The pages that links in messages lead to, in the language the reader's browser asks for.</summary>
internal static class LinkPages
{
    /// <summary>The one page for every token that is none of ours: forged, cut off, of another deployment or too old. It tells nothing apart.</summary>
    public static IResult NotOurs(HttpRequest request)
    {
        var words = LinkWords.For(request.Headers.AcceptLanguage);
        return new Page(words.NotOursTitle, Html.Of($"<p>{words.NotOurs}</p>"), StatusCodes.Status404NotFound, words.Language);
    }

    /// <summary>Asks before anything changes: mail programs look at links by themselves.</summary>
    public static IResult Ask(HttpRequest request)
    {
        var words = LinkWords.For(request.Headers.AcceptLanguage);
        return new Page(words.AskTitle, Html.Of($"""
            <p>{words.Ask}</p>
            <form method="post"><button type="submit">{words.Button}</button></form>
            """), language: words.Language);
    }

    /// <summary>Says that it is done.</summary>
    public static IResult Done(HttpRequest request)
    {
        var words = LinkWords.For(request.Headers.AcceptLanguage);
        return new Page(words.DoneTitle, Html.Of($"<p>{words.Done}</p>"), language: words.Language);
    }
}
