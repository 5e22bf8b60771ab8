namespace Analytics.Contracts;

/// <summary>How a time is written wherever it leaves a process as text: UTC with milliseconds.</summary>
public static class UtcTime
{
    /// <summary>The format of a <see cref="DateTime"/> in UTC: <c>2026-01-01T12:00:00.150Z</c>.</summary>
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
}
