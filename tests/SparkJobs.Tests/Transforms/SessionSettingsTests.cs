using Analytics.SparkBinding;
using Analytics.Transforms;

namespace SparkJobs.Tests.Transforms;

public sealed class SessionSettingsTests(SparkFixture spark)
{
    [Theory]
    [InlineData("")]
    [InlineData("theirs")]
    public void A_setting_that_is_given_is_kept_even_if_it_is_empty(string value)
    {
        var (given, free) = ($"spark.tests.given{value}", $"spark.tests.free{value}");
        // spark-submit passes the settings that it is given in this way.
        Jvm.CallStatic("java.lang.System", "setProperty", given, value);
        try
        {
            var settings = new SessionSettings();
            Assert.True(settings.IsGiven(given));
            Assert.False(settings.IsGiven(free));

            var session = settings.Create("tests", new Dictionary<string, string> { [given] = "ours", [free] = "ours" });

            Assert.Equal("ours", session.Conf().Get(free));
            Assert.NotEqual("ours", session.Conf().Get(given, "none"));
        }
        finally
        {
            Jvm.CallStatic("java.lang.System", "clearProperty", given);
        }
    }

    [Fact]
    public void Sessions_leave_no_folder_for_tables_where_they_are_started() =>
        // Java writes a file's address with one slash.
        Assert.Equal(Path.GetTempPath().Trim('/'), spark.Session.Conf().Get("spark.sql.warehouse.dir").Replace("file:", "").Trim('/'));
}
