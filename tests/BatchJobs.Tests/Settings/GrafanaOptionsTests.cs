using Analytics.BatchJobs.Jobs;

namespace BatchJobs.Tests.Settings;

public sealed class GrafanaOptionsTests
{
    [Theory]
    [InlineData("https://grafana.example.com", "/run/secrets/token", null)]
    [InlineData("http://127.0.0.1:3000/grafana/", "/run/secrets/token", null)]
    [InlineData("https://grafana.example.com", null, "--grafana needs --grafana-token-file")]
    [InlineData("grafana.example.com", "/run/secrets/token", "is no address")]
    [InlineData("ftp://grafana.example.com", "/run/secrets/token", "is no address")]
    [InlineData("https://admin:secret@grafana.example.com", "/run/secrets/token", "is no address")]
    [InlineData("https://grafana.example.com/?token=secret", "/run/secrets/token", "is no address")]
    public void An_address_needs_a_token_file_and_holds_no_secret(string url, string? file, string? expected)
    {
        string[] options = ["--lake", "/lake", "--grafana", url, .. file is null ? Array.Empty<string>() : ["--grafana-token-file", file]];

        var errors = CompactJob.Command().Parse(options).Errors.Select(error => error.Message).ToList();

        if (expected is null)
            Assert.Empty(errors);
        else
            Assert.Contains(expected, Assert.Single(errors), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "secret",
            string.Concat(errors).Replace("/run/secrets", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }
}
