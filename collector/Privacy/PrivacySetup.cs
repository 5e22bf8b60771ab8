using System.Security.Cryptography;
using Analytics.Collector.Settings;

namespace Analytics.Collector.Privacy;

static class PrivacySetup
{
    public static void AddPrivacy(this WebApplicationBuilder builder)
    {
        builder.AddErrors(builder.AddSection<PrivacyOptions>(PrivacyOptions.Section).Validate());
        builder
            .Services.AddSingleton<RandomBytes>(RandomNumberGenerator.GetBytes)
            .AddSingleton<Consent>()
            .AddSingleton<PrivacyRule>()
            .AddSingleton<SecretParameters>()
            .AddSingleton<DailySalt>()
            .AddSingleton<Anonymizer>();
    }
}
