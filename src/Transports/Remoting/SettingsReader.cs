using System.Globalization;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Bus.Transports.Remoting;

/// <summary>Reads and checks one section of HOCON. Every error names the setting, the value seen, and what is allowed.</summary>
internal sealed class SettingsReader(Config config, string section = IpcConfig.Section)
{
    public string PathOf(string key) => $"{section}.{key}";

    /// <summary>The names in a section of sections, quoted or not.</summary>
    public IReadOnlyList<string> Names(string key) =>
        Read(key, "a section", () => config.GetValue(key).GetObject().Items.Keys.ToArray());

    /// <summary>One of them, with the values of this section where it has none of its own.</summary>
    public SettingsReader Inner(string key, string name)
    {
        var own = new Config(new HoconRoot(config.GetValue(key).GetObject().Items[name]));
        return new SettingsReader(own.WithFallback(config), $"{PathOf(key)}.\"{name}\"");
    }

    public string Text(string key) => Read(key, "a text", () => config.GetString(key) ?? "");

    public IReadOnlyList<string> Texts(string key) => Read(key, "a list", () => config.GetStringList(key).ToArray());

    public bool Flag(string key) => Read(key, "on or off", () => config.GetBoolean(key));

    public int Number(string key, int least, int most) =>
        Within(key, Read(key, "a whole number", () => config.GetInt(key)), least, most, value => value.ToString("N0", CultureInfo.InvariantCulture));

    public long Bytes(string key, long least, long most, bool orZero = false)
    {
        var value = Read(key, "a size such as 64 KiB", () => config.GetByteSize(key)
            ?? throw new FormatException("no size"));
        return orZero && value == 0
            ? 0
            : Within(key, value, least, most, bytes => bytes.ToString("N0", CultureInfo.InvariantCulture) + " bytes");
    }

    public TimeSpan Duration(string key, TimeSpan least, TimeSpan most) =>
        Within(key, Read(key, "a duration such as 20us, 5 ms or 2 s", () => ParseDuration(key)), least, most,
            value => value.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture) + " ms");

    /// <summary>Microseconds are not in Akka's own format, and no other unit is short enough to look for news.</summary>
    private TimeSpan ParseDuration(string key)
    {
        var text = (config.GetString(key) ?? "").Trim();
        return text.EndsWith("us", StringComparison.Ordinal)
            ? TimeSpan.FromMicroseconds(double.Parse(text[..^2], NumberStyles.Float, CultureInfo.InvariantCulture))
            : config.GetTimeSpan(key, allowInfinite: false);
    }

    private T Within<T>(string key, T value, T least, T most, Func<T, string> show) where T : IComparable<T> =>
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? value
            : throw new IpcSettingsException($"{PathOf(key)} = {show(value)} is out of range: {show(least)} to {show(most)}.");

    private T Read<T>(string key, string kind, Func<T> read)
    {
        if (!config.HasPath(key))
            throw new IpcSettingsException($"{PathOf(key)} is missing.");
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is FormatException or OverflowException or ConfigurationException or InvalidCastException)
        {
            throw new IpcSettingsException($"{PathOf(key)} = '{config.GetString(key)}' is not {kind}.", problem);
        }
    }
}
