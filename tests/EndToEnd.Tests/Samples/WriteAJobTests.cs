using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Analytics.Contracts;
using Analytics.Local.Processes;
using Analytics.Testing.Ledger;

namespace EndToEnd.Tests.Samples;

/// <summary>A user who has only docs/write-a-job.md can follow it to its end.</summary>
public sealed class WriteAJobTests(WholeStack stack)
{
    const string Order = "Order Completed";

    static readonly string _samples = Path.Combine(Repository.Root, "samples");

    [Fact]
    public async Task The_page_leads_from_an_empty_folder_to_a_tested_job_on_lake_and_Kafka()
    {
        var running = await stack.RunningAsync();
        await stack.BalancedAsync(await stack.SendAsync(rate: 300, TimeSpan.FromSeconds(10)));
        using var newcomer = new Newcomer();
        var environment = new Dictionary<string, string>
        {
            ["ANALYTICS"] = Repository.Root,
            ["LAKE"] = running.Lake,
            ["KAFKA"] = running.Kafka.BootstrapServers,
        };

        var outputs = new List<string>();
        foreach (var step in PageStep.Of(Path.Combine(Repository.Root, "docs", "write-a-job.md")))
        {
            if (step.File.Length > 0)
                File.Copy(Path.Combine(_samples, step.File), Path.Combine(newcomer.Work, step.File), overwrite: true);
            else
                outputs.Add(await newcomer.RunAsync(step.Commands, environment));
        }

        var orders = await OrdersAsync(running.Lake);
        Assert.NotEmpty(orders);
        var jobs = outputs.Select(Rows).Where(rows => rows.Count > 0).ToList();
        Assert.Equal(2, jobs.Count);
        Assert.Equal(orders, jobs[0]);
        Assert.Equal(orders, jobs[1]);
        Assert.Contains("Failed: 0", outputs[^1], StringComparison.Ordinal);
        Assert.Contains("Total: 1", outputs[^1], StringComparison.Ordinal);
        Assert.All(["OrdersByCountry", "OrdersByCountry.Tests"], project =>
            Assert.Equal(Packages(_samples, project), Packages(newcomer.Work, project))
        );
        await IsWholeAsync(Path.Combine(newcomer.Packages, "analytics.sparkbinding"));
    }

    /// <summary>Adds up the orders of the lake's files without Spark.</summary>
    static async Task<List<string>> OrdersAsync(string lake) =>
        [
            .. (await new LakeBook(lake).NewEventsAsync())
                .Where(row => row.Facts.Name == Order && row.Place.Topic != new Topics().Historical)
                .DistinctBy(row => row.Id)
                .GroupBy(row => $"{row.Facts.At:yyyy-MM-dd}\t{row.Facts.Country}\t{row.Facts.Currency}")
                .Select(group => $"{group.Key}\t{group.Count()}\t{Text(group.Sum(row => row.Facts.Revenue))}")
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Returns the job's rows in an output that also holds what the tools say.</summary>
    static List<string> Rows(string output) =>
        [
            .. output
                .Split('\n')
                .Select(line => line.Split('\t'))
                .Where(cells => cells.Length == 5)
                .Select(cells => $"{string.Join('\t', cells[..4])}\t{Text(decimal.Parse(cells[4], CultureInfo.InvariantCulture))}"),
        ];

    static string Text(decimal amount) => amount.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Returns the packages that a project asks for.</summary>
    static List<string> Packages(string folder, string project) =>
        [
            .. XDocument
                .Load(Path.Combine(folder, project, $"{project}.csproj"))
                .Descendants("PackageReference")
                .Select(package => $"{package.Attribute("Include")!.Value} {package.Attribute("Version")!.Value}"),
        ];

    /// <summary>Checks that the package has what its readers need, and nothing of the machine that packed it.</summary>
    static async Task IsWholeAsync(string package)
    {
        var restored = Assert.Single(Directory.GetFiles(package, "*.nupkg", SearchOption.AllDirectories));
        var symbols = Assert.Single(Directory.GetFiles(Path.Combine(Repository.Root, ".artifacts", "package", "release"), "*.snupkg"));
        await using var library = await ZipFile.OpenReadAsync(restored, TestContext.Current.CancellationToken);
        Assert.Superset(
            new HashSet<string>
            {
                "README.md",
                "LICENSE",
                "lib/net10.0/Analytics.SparkBinding.dll",
                "lib/net10.0/Analytics.SparkBinding.xml",
            },
            library.Entries.Select(entry => entry.FullName).ToHashSet()
        );
        await using var debug = await ZipFile.OpenReadAsync(symbols, TestContext.Current.CancellationToken);
        foreach (
            var entry in library.Entries.Concat(debug.Entries).Where(entry => entry.FullName.StartsWith("lib/", StringComparison.Ordinal))
        )
        {
            using var bytes = new MemoryStream();
            await using (var content = await entry.OpenAsync(TestContext.Current.CancellationToken))
                await content.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            Assert.True(
                bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Repository.Root)) < 0,
                $"{entry.FullName} names {Repository.Root}"
            );
        }

        Assert.Contains(debug.Entries, entry => entry.FullName == "lib/net10.0/Analytics.SparkBinding.pdb");
    }
}
