namespace Analytics.BatchJobs.Settings;

/// <summary>The Grafana that jobs push to.</summary>
/// <param name="Url">Grafana's address; it ends with a slash.</param>
/// <param name="TokenFile">The file of the service account's token, read at each use, so that it can be replaced while a job runs.</param>
sealed record GrafanaSettings(Uri Url, string TokenFile);
