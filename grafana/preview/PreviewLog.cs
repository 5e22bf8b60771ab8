namespace Analytics.DashboardPreview;

/// <summary>What the preview page says.</summary>
static partial class PreviewLog
{
    [LoggerMessage(EventName = "preview.page.listen", Level = LogLevel.Information, Message = "Dashboards of {Folder} at {Urls}")]
    public static partial void Listening(ILogger logger, string urls, string folder);
}
