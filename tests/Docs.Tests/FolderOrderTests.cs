namespace Docs.Tests;

/// <summary>The folders of a project depend in one direction: on earlier folders only.</summary>
public sealed class FolderOrderTests
{
    /// <summary>The folders of each project, in the order of <see cref="FolderOrder"/>.</summary>
    public static TheoryData<string, string> Projects { get; } =
        new()
        {
            { "contracts", "." },
            { "hosting", "., Processes, Web" },
            { "warehouse", "." },
            // Microsoft.Spark's API is circular: a DataFrame has a WriteStream, and the reader of a stream returns a DataFrame.
            { "spark-binding", "Protocol + Interop + Launch, Types, Sql + Streaming, Delta" },
            { "spark-jobs", "Transforms, Settings, Sources, Sinks, Sinks/Lean, Sinks/Distributed, Queries, WarmUp, Monitoring, Jobs, ." },
            { "batch-jobs", "Settings, Sources, Transforms, Runs, Gold, Sinks, Grafana, Schedule, Erasure, Retention, Jobs, ." },
            { "grafana/preview", "Settings, Macros, Variables, Frames, Dashboards, Prometheus, Queries, Web, ." },
            { "deploy/local", "Processes, Components, Kafka, Postgres, Stack, Figures, Traffic, Grafana, Commands, ." },
            { "tests/Testing", "Waiting, Disks, Postgres, Kafka, Http, Lake, Ledger, Browsers, Prometheus, Sdks, ." },
            {
                "tests/Benchmarks",
                "Processes, Contenders, Measuring, Reports, Ingest/Sending, Ingest/Servers, Ingest, "
                    + "Events, CatchUp, Batch, Panels, Stock, ."
            },
        };

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_depend_in_one_direction(string project, string order)
    {
        var files = FolderOrder.Files(Path.Combine(Pages.Root, project));

        Assert.NotEmpty(files);
        Assert.Empty(new FolderOrder(order).Unplaced(files));
        Assert.Equal("", string.Join('\n', new FolderOrder(order).WrongArrows(files)));
    }

    // Another test checks the collector. The folders of a test project mirror those of what it tests, or hold what its own tests share.
    [Fact]
    public void Each_project_has_an_order()
    {
        var ordered = Projects.Select(project => project.Data.Item1).Append("collector").ToList();

        Assert.Equal(
            [],
            RepositoryFiles
                .All()
                .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) && !file.Contains(".Tests/", StringComparison.Ordinal))
                .Select(file => Path.GetDirectoryName(file)!)
                .Where(folder =>
                    Directory
                        .EnumerateDirectories(Path.Combine(Pages.Root, folder))
                        .Any(inner => Directory.EnumerateFiles(inner, "*.cs").Any())
                )
                .Where(folder =>
                    !ordered.Exists(project => folder == project || folder.StartsWith($"{project}/", StringComparison.Ordinal))
                )
        );
    }

    [Theory]
    [InlineData("using App.Late; namespace App.Early; class A { B? b; }", "Early/A.cs knows Late: B")]
    [InlineData("namespace App.Early; class A { Late.B? b; }", "Early/A.cs knows Late: B")]
    [InlineData(
        "namespace App.Early; class A { string Text(Late.C c) => $\"{c.Made.Count}\"; }",
        "Early/A.cs knows Late: B|Early/A.cs knows Late: C"
    )]
    [InlineData("namespace App.Early; class A { Root? root; }", "Early/A.cs knows .: Root")]
    [InlineData("namespace App.Early; /* Root */ class A { string s = \"Root\"; }", "")]
    [InlineData("namespace App.Early; class A { int Root; int Other => Root; }", "")]
    public void Names_what_knows_a_later_folder(string text, string arrows)
    {
        var files = new Dictionary<string, string>
        {
            ["Early/A.cs"] = text,
            ["Late/B.cs"] =
                "using App.Early; namespace App.Late; public class B { A? a; public int Count; } public class C { public B Made; }",
            ["Root.cs"] = "using App.Early; using App.Late; namespace App; class Root { A? a; B? b; }",
        };

        Assert.Equal(arrows.Split('|', StringSplitOptions.RemoveEmptyEntries), new FolderOrder("Early, Late, .").WrongArrows(files));
        Assert.Empty(new FolderOrder("Early + Late + .").WrongArrows(files));
    }

    [Fact]
    public void Names_a_folder_without_a_place()
    {
        var files = new Dictionary<string, string>
        {
            ["Early/A.cs"] = "",
            ["Early/Inner/B.cs"] = "",
            ["New/C.cs"] = "",
        };
        Assert.Equal(["New"], new FolderOrder("Early").Unplaced(files));
    }
}
