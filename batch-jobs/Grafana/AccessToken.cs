namespace Analytics.BatchJobs.Grafana;

/// <summary>Reads the token of Grafana's service account from its file.</summary>
static class AccessToken
{
    /// <returns>The token, or the error; an error names the file and never its content.</returns>
    public static async Task<(string? Token, string? Error)> ReadAsync(string file, CancellationToken stopping)
    {
        try
        {
            var token = (await File.ReadAllTextAsync(file, stopping)).Trim();
            return token.Length > 0 && token.All(c => c is > ' ' and <= '~') ? (token, null) : (null, $"{file} holds no token");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, $"the token's file can't be read: {unreadable.Message}");
        }
    }
}
