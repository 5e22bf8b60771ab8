namespace Analytics.Contracts;

/// <summary>How long text may be where it is a key of a row, in characters: the collector refuses more, streaming cuts it.</summary>
public static class KeyText
{
    public const int Source = 64;
    public const int Name = 200;
    public const int Country = 2;
    public const int Device = 32;
    public const int Currency = 3;
}
