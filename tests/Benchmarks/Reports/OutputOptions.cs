using System.CommandLine;

namespace Analytics.Benchmarks.Reports;

/// <summary>The options of every benchmark for the places that get its results.</summary>
/// <param name="mark">The name of the files, and the mark of the part of the page.</param>
sealed class OutputOptions(string mark)
{
    readonly Option<string?> _folder = new("--out") { Description = $"A folder that gets {mark}.json and {mark}.md; none by default." };
    readonly Option<string?> _page = Page(mark);

    public void AddTo(Command command)
    {
        command.Add(_folder);
        command.Add(_page);
    }

    public ReportFiles Files(ParseResult parsed) => new(mark, parsed.GetValue(_folder), parsed.GetValue(_page));

    static Option<string?> Page(string mark)
    {
        var option = new Option<string?>("--readme")
        {
            Description = $"A page whose part between <!-- {mark} --> and <!-- /{mark} --> becomes the tables.",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } page && !ReportFiles.HasPart(page, mark))
                result.AddError($"--readme: {page} is no file with a line <!-- {mark} --> and a line <!-- /{mark} --> below it.");
        });
        return option;
    }
}
