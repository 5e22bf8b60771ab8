namespace Analytics.Contracts;

/// <summary>The text form of times that leave a process: UTC with milliseconds.</summary>
public static class UtcTime
{
    /// <summary>The format of a <see cref="DateTime"/> in UTC: <c>2026-01-01T12:00:00.150Z</c>.</summary>
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
}
