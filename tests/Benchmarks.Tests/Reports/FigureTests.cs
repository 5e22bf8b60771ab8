using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Tests.Reports;

public sealed class FigureTests
{
    static readonly Figure _age = new("age ms", run => run.Age.P50, 0);

    [Fact]
    public void Shows_a_ratio_to_the_first_contender() => Assert.Equal("50 (0.50 x)", _age.Text(Windows(50), Windows(100)));

    [Fact]
    public void Shows_the_least_and_the_greatest_of_several_windows()
    {
        Assert.Equal("50 [40, 90]", _age.Text(Windows(90, 40, 50)));
        Assert.Equal("50 [40, 90] (0.50 x)", _age.Text(Windows(90, 40, 50), Windows(100, 100)));
    }

    [Fact]
    public void Shows_what_a_step_changed()
    {
        Assert.Equal("60 (-40 %)", _age.Step(60, 100));
        Assert.Equal("150 (+50 %)", _age.Step(150, 100));
        Assert.Equal("100", _age.Step(100, null));
    }

    [Fact]
    public void Compares_with_nothing_where_there_is_nothing()
    {
        var one = Windows(5000);
        Assert.Equal("-", _age.Text(Windows(), one));
        Assert.Equal("5,000", _age.Text(one, Windows()));
        Assert.Equal("5,000", _age.Text(one, Windows(0)));
        Assert.Equal("5,000", _age.Text(one, one));
        Assert.Equal("5,000", (_age with { IsCompared = false }).Text(one, Windows(2500)));
    }

    [Fact]
    public void Adds_up_the_cores_of_Spark_and_the_jobs_alone()
    {
        var run = Sample.Run() with
        {
            Cores = new Dictionary<string, double>
            {
                ["spark (JVM)"] = 0.4,
                ["spark (.NET)"] = 0.1,
                ["lake (JVM)"] = 0.2,
                ["kafka"] = 0.3,
            },
        };
        Assert.Equal(0.7, Figure.SparkCores.Of(run)!.Value, 9);
        Assert.Equal(1.0, Figure.AllCores.Of(run)!.Value, 9);
    }

    static ContenderResult Windows(params double[] ages) => Sample.Result("one", null, [.. ages.Select(Sample.Run)]);
}
