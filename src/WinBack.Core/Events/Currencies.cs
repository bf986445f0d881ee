namespace WinBack.Core.Events;

/// <summary>Currencies by ISO 4217.</summary>
internal static class Currencies
{
    private static readonly HashSet<string> Codes = [.. (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR "
        + "FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK "
        + "MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL "
        + "THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG").Split(' ')];

    private static readonly HashSet<string> WithoutDecimals = [.. "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".Split(' ')];

    private static readonly HashSet<string> WithThree = [.. "BHD IQD JOD KWD LYD OMR TND".Split(' ')];

    /// <summary>Whether there is such a currency in circulation.</summary>
    public static bool IsKnown(string code) => Codes.Contains(code);

    /// <summary>Digits after the point that a price has.</summary>
    public static int Decimals(string code) => WithoutDecimals.Contains(code) ? 0 : WithThree.Contains(code) ? 3 : 2;
}
