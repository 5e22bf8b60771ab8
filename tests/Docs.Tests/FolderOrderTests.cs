namespace Docs.Tests;

/// <summary>The folders of a project depend in one direction: on earlier folders only.</summary>
public sealed class FolderOrderTests
{
    public static TheoryData<string> Projects => [.. ProjectFolders.Orders.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_depend_in_one_direction(string project)
    {
        var files = RepositoryFiles
            .All()
            .Where(file => Path.GetExtension(file) == ".cs" && ProjectFolders.Of(file) == project)
            .ToDictionary(file => Path.GetRelativePath(project, file), Pages.Read);
        var order = new FolderOrder(ProjectFolders.Orders[project]);

        Assert.Equal([], order.Unlisted(files));
        Assert.Equal([], order.Missing(files));
        Assert.Equal("", string.Join('\n', order.WrongArrows(files)));
    }

    [Theory]
    [InlineData("using App.Late; namespace App.Early; class A { B? b; }", "Early/A.cs knows Late: App.Late|Early/A.cs knows Late: B")]
    [InlineData(
        "using App.Late; namespace App.Early; class A { A(Foreign foreign) => foreign.Extended(); }",
        "Early/A.cs knows Late: App.Late"
    )]
    [InlineData("namespace App.Early; class A { Late.B? b; }", "Early/A.cs knows Late: B")]
    [InlineData(
        "namespace App.Early; class A { string Text(Late.C c) => $\"{c.Made.Count}\"; }",
        "Early/A.cs knows Late: B|Early/A.cs knows Late: C"
    )]
    [InlineData("namespace App.Early; class A { Root? root; }", "Early/A.cs knows .: Root")]
    [InlineData("namespace App.Early; class A { Inner.D? d; }", "Early/A.cs knows Early/Inner: D")]
    [InlineData("namespace App.Early; /* Root */ class A { string s = \"Root\"; }", "")]
    [InlineData("namespace App.Early; class A { int Root; int Other => Root; }", "")]
    public void Names_the_code_that_uses_a_later_folder(string text, string arrows)
    {
        var files = new Dictionary<string, string>
        {
            ["Early/A.cs"] = text,
            ["Early/Inner/D.cs"] = "namespace App.Early.Inner; class D { A? a; }",
            ["Late/B.cs"] =
                "using App.Early; namespace App.Late; public class B { A? a; public int Count; } public class C { public B Made; }",
            ["Root.cs"] = "using App.Early; using App.Late; namespace App; class Root { A? a; B? b; }",
        };

        Assert.Equal(
            arrows.Split('|', StringSplitOptions.RemoveEmptyEntries),
            new FolderOrder("Early, Early/Inner, Late, .").WrongArrows(files)
        );
        Assert.Empty(new FolderOrder("Early + Early/Inner + Late + .").WrongArrows(files));
    }

    [Fact]
    public void Names_a_folder_that_is_not_listed_and_one_that_does_not_exist()
    {
        var files = new Dictionary<string, string>
        {
            ["Early/A.cs"] = "",
            ["Early/Inner/B.cs"] = "",
            ["C.cs"] = "",
        };
        var order = new FolderOrder("Early, Late");
        Assert.Equal(["Early/Inner", "."], order.Unlisted(files));
        Assert.Equal(["Late"], order.Missing(files));
    }
}
