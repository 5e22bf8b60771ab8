namespace Analytics.Collector.Reading;

static class ReadingSetup
{
    public static void AddReading(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<EnvelopeReader>().AddSingleton<EventReader>();
}
