using Analytics.DashboardPreview.Macros;

namespace DashboardPreview.Tests.Macros;

public sealed class SqlCommentsTests
{
    [Theory]
    [InlineData("SELECT 1 -- one", "SELECT 1 ")]
    [InlineData("SELECT 1 -- one\n, 2", "SELECT 1 \n, 2")]
    [InlineData("SELECT/* all */1", "SELECT 1")]
    [InlineData("SELECT 1 /* never ends", "SELECT 1  ")]
    [InlineData("SELECT 1 /* /* not nested */ */", "SELECT 1   */")]
    [InlineData("SELECT '-- kept' || '/* kept */'", "SELECT '-- kept' || '/* kept */'")]
    [InlineData("SELECT \"--\" -- gone", "SELECT \"--\" ")]
    [InlineData("SELECT 'it''s -- kept'", "SELECT 'it''s -- kept'")]
    [InlineData("SELECT E'it\\'s -- kept'", "SELECT E'it\\'s -- kept'")]
    [InlineData("SELECT $$-- kept$$, $q$/* kept */$q$", "SELECT $$-- kept$$, $q$/* kept */$q$")]
    public void Removes_comments_and_nothing_else(string sql, string expected) => Assert.Equal(expected, SqlComments.Remove(sql));
}
