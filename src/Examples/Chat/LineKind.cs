namespace Bus.Examples.Chat;

/// <summary>What a <see cref="Line"/> is.</summary>
internal enum LineKind
{
    /// <summary>Somebody says something.</summary>
    Said,

    /// <summary>Somebody has come in.</summary>
    Entered,

    /// <summary>Somebody says goodbye.</summary>
    Left,

    /// <summary>What is on the door of the room. It is retained: whoever comes later reads it, too.</summary>
    Motto,
}
