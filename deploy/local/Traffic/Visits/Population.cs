using Analytics.Local.Traffic.Sites;

namespace Analytics.Local.Traffic.Visits;

/// <summary>Chooses the next visitor: a new person, or one who was there before, more often lately than long ago.</summary>
/// <param name="known">The people who were there before the first day: those of the numbers 1 to this.</param>
/// <param name="first">The number of the first new person.</param>
sealed class Population(long known, long first, Chance chance)
{
    /// <summary>The people of the past whom visitors of now may be: about as many as a history of 30 days has.</summary>
    public const long Regulars = 20_000;

    const double NewShare = 0.62;

    long _new;

    public long Next()
    {
        var all = known + _new;
        if (all == 0 || chance.Bool(NewShare))
            return first + _new++;

        var place = all - 1 - chance.Skewed(all);
        return place < known ? place + 1 : first + place - known;
    }
}
