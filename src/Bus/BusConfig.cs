using Akka.Actor;
using Akka.Configuration;
using Bus.Transports;

namespace Bus;

/// <summary>The defaults of the Bus.</summary>
/// <remarks>Thread-safe. The defaults are the embedded <c>reference.conf</c>, which comments every setting.</remarks>
public static class BusConfig
{
    private static readonly Config Reference = ConfigurationFactory.FromResource("Bus.reference.conf", typeof(BusConfig).Assembly);

    /// <summary>The section of the Bus: <c>bus</c>.</summary>
    public const string Section = "bus";

    /// <summary>Every setting below <see cref="Section"/> with its default value, and the serializer that ships with the Bus.</summary>
    public static Config Default => Reference;

    /// <summary>An actor system's settings with the defaults of the Bus and of its transport, below what the application says itself.</summary>
    internal static Settings Complete(Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new Settings(settings.System, settings.Config.WithFallback(Reference).WithFallback(IpcConfig.Default), settings.Setup);
    }
}
