using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Reactors;

/// <summary>Somebody who waits for a descriptor. Both methods are called on the reactor's thread and must not wait.</summary>
internal interface IReactorHandler
{
    SafeFileHandle Handle { get; }

    /// <summary>The descriptor is readable, at its end, or in error.</summary>
    void OnReady();

    /// <summary>The deadline given when it was added has passed.</summary>
    void OnDeadline();
}
