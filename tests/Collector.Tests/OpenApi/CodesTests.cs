using System.Reflection;
using System.Text.Json.Nodes;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;
using Analytics.Collector.OpenApi;
using Analytics.Collector.Privacy;
using Analytics.Contracts;
using Analytics.Local.Processes;
using Collector.Tests.Running;

namespace Collector.Tests.OpenApi;

/// <summary>
/// The codes are the same in the code, in the table, in the README and in the document. COLLECTOR_TESTS_ACCEPT=1 rewrites the README's
/// table.
/// </summary>
public sealed class CodesTests(RunningCollector running)
{
    static readonly string _readme = Path.Combine(Repository.Root, "collector", "OpenApi", "README.md");

    [Fact]
    public void Every_code_has_its_row_and_every_row_a_code()
    {
        Assert.Equal(Constants(typeof(RejectionCodes)), Names(CodeKind.Rejected));
        Assert.Equal(Constants(typeof(Warnings)), Names(CodeKind.Warning));
        Assert.Equal(Constants(typeof(PrivacyCodes)), Names(CodeKind.Dropped));
        Assert.Equal(Problems(), Names(CodeKind.Problem));
    }

    [Fact]
    public void The_readme_has_the_same_rows()
    {
        var expected = Codes.All.Select(code => code.Row).ToList();
        var lines = File.ReadAllLines(_readme).ToList();
        var first = lines.IndexOf("| code | kind | status | meaning | what to do |") + 2;
        var rows = lines[first..].TakeWhile(line => line.StartsWith('|')).ToList();
        if (Environment.GetEnvironmentVariable("COLLECTOR_TESTS_ACCEPT") == "1")
            File.WriteAllLines(_readme, [.. lines[..first], .. expected, .. lines[(first + rows.Count)..]]);

        Assert.Equal(expected, rows);
    }

    [Fact]
    public async Task The_document_has_the_same_rows()
    {
        var document = JsonNode.Parse(await running.Http.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken))!;
        var rows = document["x-codes"]!
            .AsArray()
            .Select(row => $"| `{row!["code"]}` | {row["kind"]} | {row["status"]} | {row["meaning"]} | {row["remedy"]} |");
        Assert.Equal(Codes.All.Select(code => code.Row), rows);
    }

    static IEnumerable<string> Names(CodeKind kind) =>
        Codes.All.Where(code => code.Kind == kind).Select(code => code.Name).Order(StringComparer.Ordinal);

    static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal);

    /// <summary>Returns the codes of the ready problems, of problems made with a detail, and of plain statuses.</summary>
    static IEnumerable<string> Problems() =>
        typeof(Problem)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(Problem))
            .Select(property => ((Problem)property.GetValue(null)!).Code)
            .Concat(
                typeof(Problem)
                    .GetMethods(BindingFlags.Public | BindingFlags.Static)
                    .Where(method =>
                        method.ReturnType == typeof(Problem)
                        && method.Name != nameof(Problem.ForStatus)
                        && method.GetParameters() is [{ ParameterType: var type }]
                        && (type == typeof(int) || type == typeof(string))
                    )
                    .Select(method =>
                        ((Problem)method.Invoke(null, [method.GetParameters()[0].ParameterType == typeof(int) ? 1 : ""])!).Code
                    )
            )
            .Concat(Constants(typeof(Problem)))
            .Concat(((int[])[400, 404, 405]).Select(status => Problem.ForStatus(status).Code))
            .Distinct()
            .Order(StringComparer.Ordinal);
}
