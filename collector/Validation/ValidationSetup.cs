namespace Analytics.Collector.Validation;

static class ValidationSetup
{
    public static void AddValidation(this WebApplicationBuilder builder) => builder.Services.AddSingleton<EventRules>();
}
