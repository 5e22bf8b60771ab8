namespace Analytics.Contracts;

/// <summary>The ways by which events enter, named by the kind of the write key.</summary>
public static class EventChannels
{
    /// <summary>A public key, in web pages and apps.</summary>
    public const string Browser = "browser";

    /// <summary>A secret key, on servers.</summary>
    public const string Server = "server";
}
