namespace Analytics.Local.Traffic.Sites;

/// <summary>Picks items as often as their shares say.</summary>
sealed class Weighted<T>
{
    readonly IReadOnlyList<T> _items;
    readonly double[] _sums;

    public Weighted(IReadOnlyList<T> items, Func<T, double> share)
    {
        _items = items;
        _sums = new double[items.Count];
        var sum = 0.0;
        for (var index = 0; index < items.Count; index++)
            _sums[index] = sum += share(items[index]);
    }

    public T Pick(Chance chance)
    {
        var found = Array.BinarySearch(_sums, chance.Share() * _sums[^1]);
        return _items[found >= 0 ? Math.Min(found + 1, _items.Count - 1) : ~found];
    }
}
