using System.Globalization;

namespace Glia.Tabular;

/// <summary>
/// Dates and times as ISO 8601 texts, the way separated text holds them: 2024-01-31, 2024-01-31T12:30:00, with the fraction where there is one and the
/// offset where it is known. Not a number: what of a date tells (its year, its weekday, the days since) only its owner knows.
/// </summary>
public static class Iso
{
    /// <summary>A moment; the time is left out at midnight of no known zone.</summary>
    /// <param name="moment">Date and time; UTC is marked Z.</param>
    /// <returns>The text.</returns>
    public static string Text(DateTime moment) => moment.Kind is not DateTimeKind.Utc && moment.TimeOfDay == TimeSpan.Zero
        ? Text(DateOnly.FromDateTime(moment))
        : moment.ToString(moment.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
            + (moment.Kind is DateTimeKind.Utc ? "Z" : string.Empty);

    /// <summary>A moment with its offset, told in UTC.</summary>
    /// <param name="moment">Date, time and offset.</param>
    /// <returns>The text.</returns>
    public static string Text(DateTimeOffset moment) => Text(moment.UtcDateTime);

    /// <summary>A day.</summary>
    /// <param name="day">The date.</param>
    /// <returns>The text.</returns>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A time of day.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The text.</returns>
    public static string Text(TimeOnly time) => time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
}
