namespace Microsoft.Spark.Sql;

/// <content>Texts. The first character has position 1; patterns are Java regular expressions.</content>
public static partial class Functions
{
    public static Column Ascii(Column column) => Of("ascii", column);

    public static Column Base64(Column column) => Of("base64", column);

    public static Column Unbase64(Column column) => Of("unbase64", column);

    /// <summary>Joins texts with a separator, without nulls.</summary>
    public static Column ConcatWs(string sep, params Column[] columns) => Of("concat_ws", sep, JvmCalls.Columns(columns));

    /// <summary>Decodes bytes to text.</summary>
    public static Column Decode(Column column, string charset) => Of("decode", column, charset);

    /// <summary>Encodes text to bytes.</summary>
    public static Column Encode(Column column, string charset) => Of("encode", column, charset);

    public static Column FormatNumber(Column column, int d) => Of("format_number", column, d);

    /// <summary>Formats as Java's printf does.</summary>
    public static Column FormatString(string format, params Column[] columns) => Of("format_string", format, JvmCalls.Columns(columns));

    public static Column InitCap(Column column) => Of("initcap", column);

    /// <summary>The position of the first occurrence; 0 when there is none.</summary>
    public static Column Instr(Column column, string substring) => Of("instr", column, substring);

    public static Column Length(Column column) => Of("length", column);

    public static Column Lower(Column column) => Of("lower", column);

    public static Column Upper(Column column) => Of("upper", column);

    /// <summary>The position of the first occurrence; 0 when there is none.</summary>
    public static Column Locate(string substring, Column column) => Of("locate", substring, column);

    public static Column Locate(string substring, Column column, int pos) => Of("locate", substring, column, pos);

    public static Column Lpad(Column column, int len, string pad) => Of("lpad", column, len, pad);

    public static Column Rpad(Column column, int len, string pad) => Of("rpad", column, len, pad);

    public static Column Ltrim(Column column) => Of("ltrim", column);

    public static Column Ltrim(Column column, string trimString) => Of("ltrim", column, trimString);

    public static Column Rtrim(Column column) => Of("rtrim", column);

    public static Column Rtrim(Column column, string trimString) => Of("rtrim", column, trimString);

    public static Column Trim(Column column) => Of("trim", column);

    public static Column Trim(Column column, string trimString) => Of("trim", column, trimString);

    public static Column Overlay(Column src, Column replace, Column pos) => Of("overlay", src, replace, pos);

    public static Column Overlay(Column src, Column replace, Column pos, Column len) => Of("overlay", src, replace, pos, len);

    /// <summary>The group of the first match; empty without a match.</summary>
    public static Column RegexpExtract(Column column, string exp, int groupIdx) => Of("regexp_extract", column, exp, groupIdx);

    /// <summary>Replaces every match.</summary>
    public static Column RegexpReplace(Column column, string pattern, string replacement) =>
        Of("regexp_replace", column, pattern, replacement);

    public static Column RegexpReplace(Column column, Column pattern, Column replacement) =>
        Of("regexp_replace", column, pattern, replacement);

    public static Column Repeat(Column column, int n) => Of("repeat", column, n);

    public static Column Split(Column column, string pattern) => Of("split", column, pattern);

    public static Column Split(Column column, string pattern, int limit) => Of("split", column, pattern, limit);

    public static Column Substring(Column column, int pos, int len) => Of("substring", column, pos, len);

    /// <summary>The text before the n-th delimiter; for a negative n the text after the n-th delimiter from the right.</summary>
    public static Column SubstringIndex(Column column, string delimiter, int count) => Of("substring_index", column, delimiter, count);

    /// <summary>Replaces each matching character with its counterpart; a character without a counterpart is deleted.</summary>
    public static Column Translate(Column column, string matchingString, string replaceString) =>
        Of("translate", column, matchingString, replaceString);

    public static Column Hex(Column column) => Of("hex", column);

    public static Column Unhex(Column column) => Of("unhex", column);
}
