using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>The subject of a commit has at most 72 characters, the area first, so that a list of commits can be read.</summary>
public sealed partial class CommitSubjectTests
{
    const int MostCharacters = 72;

    // Subjects that were written before this test keep their form: a history that others have is not written again.
    static readonly DateTimeOffset _begin = new(2026, 11, 30, 1, 14, 22, TimeSpan.Zero);

    [Fact]
    public void Every_subject_names_its_area_and_is_short() =>
        Assert.Empty(Wrong(RepositoryFiles.Git("log", "--no-merges", "--format=%ct|%D|%s", "HEAD")));

    [Theory]
    [InlineData("warehouse: keep rejected counts for 90 days", true)]
    [InlineData("collector, preview: give two classes their own names", true)]
    [InlineData("spark-jobs: say driver and executors, not near and far", true)]
    [InlineData("Keep rejected counts for 90 days", false)]
    [InlineData("warehouse:keep rejected counts for 90 days", false)]
    [InlineData("fixup! warehouse: keep rejected counts", false)]
    [InlineData("warehouse: keep rejected counts for as long as one release of a client's", true)]
    [InlineData("warehouse: keep rejected counts for as long as two releases of a client's", false)]
    public void Tells_a_wrong_subject(string subject, bool isRight)
    {
        var now = _begin.ToUnixTimeSeconds();
        string[] wrong = isRight ? [] : [subject];
        Assert.Equal(wrong, Wrong([$"{now}|HEAD -> main, origin/main|{subject}"]));
        Assert.Empty(Wrong([$"{now - 1}||{subject}"]));
        Assert.Empty(Wrong([$"{now}|grafted|{subject}"]));
    }

    /// <summary>Returns the subjects that lack the form.</summary>
    /// <param name="commits">The time, the decorations and the subject of each.</param>
    static IEnumerable<string> Wrong(IEnumerable<string> commits) =>
        commits
            .Select(commit => commit.Split('|', 3))
            .Where(commit => DateTimeOffset.FromUnixTimeSeconds(long.Parse(commit[0])) >= _begin && !IsCutOff(commit[1]))
            .Select(commit => commit[2])
            .Where(subject => subject.Length > MostCharacters || !Form().IsMatch(subject));

    // The oldest commits of a shallow clone have no parents there, so that a merge looks like any other commit.
    static bool IsCutOff(string decorations) => decorations.Split(", ").Contains("grafted");

    [GeneratedRegex("^[a-z][a-z0-9 ,-]*: [^ ]")]
    private static partial Regex Form();
}
