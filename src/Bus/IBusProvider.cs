namespace Bus;

/// <summary>A provider of actor references that has the bus.</summary>
internal interface IBusProvider
{
    BusCore Core { get; }
}
