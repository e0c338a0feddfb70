using System.Reflection;
using System.Runtime.CompilerServices;
using Akka.Actor;
using MemoryPack;

namespace Bus.Serialization;

/// <summary>
/// What a type lets a hostile payload do to MemoryPack, which trusts more of it than it should: found once per type, by looking at all
/// the types that a message can be made of.
/// </summary>
internal sealed class MemoryPackShape
{
    private static readonly HashSet<Type> Leaves = [typeof(string), typeof(Uri), typeof(Version), typeof(IActorRef)];

    /// <summary>Their formatters read a count that is checked, and then elements.</summary>
    private static readonly HashSet<string> Collections =
    [
        "System.Collections.Generic", "System.Collections.Concurrent", "System.Collections.Immutable",
        "System.Collections.ObjectModel", "System.Collections.Frozen",
    ];

    private static readonly HashSet<Type> Wrappers =
    [
        typeof(Nullable<>), typeof(KeyValuePair<,>), typeof(Memory<>), typeof(ReadOnlyMemory<>), typeof(ArraySegment<>),
    ];

    /// <summary>They change how a string is written, and bring no code of their own.</summary>
    private static readonly HashSet<Type> HarmlessFormatters =
    [
        typeof(Utf8StringFormatterAttribute), typeof(Utf16StringFormatterAttribute),
    ];

    private readonly Dictionary<Type, bool> _finished = [];

    private MemoryPackShape(Type type) => Visit(type);

    /// <summary>Why no payload of the type is to be read from somebody who is not trusted, or null if there is no reason.</summary>
    public string? Objection { get; private set; }

    /// <summary>The size in bytes of the largest thing that lies in an array as it lies in the payload. At least 1.</summary>
    public int LargestElement { get; private set; } = 1;

    public static MemoryPackShape Of(Type type) => new(type);

    private void Visit(Type type)
    {
        if (Objection is not null || Leaves.Contains(type))
            return;
        if (IsPlainMemory(type))
        {
            LargestElement = Math.Max(LargestElement, RuntimeHelpers.SizeOf(type.TypeHandle));
            return;
        }

        if (_finished.TryGetValue(type, out var finished))
        {
            if (!finished)
                Objection = $"{type} can contain itself, so that the bytes decide how deep the stack gets";
            return;
        }

        _finished[type] = false;
        foreach (var part in PartsOf(type))
            Visit(part);
        _finished[type] = true;
    }

    private IEnumerable<Type> PartsOf(Type type)
    {
        if (type.IsSZArray)
            return [type.GetElementType()!];
        if (type.GetCustomAttribute<MemoryPackableAttribute>() is { } packable && PartsOf(type, packable.GenerateType) is { } parts)
            return parts;
        if (type.IsGenericType && (Wrappers.Contains(type.GetGenericTypeDefinition()) || Collections.Contains(type.Namespace!)
            || type.IsAssignableTo(typeof(ITuple))))
            return type.GetGenericArguments();

        Objection ??= $"what MemoryPack reads for {type} is not known to be safe";
        return [];
    }

    private IEnumerable<Type>? PartsOf(Type type, GenerateType kind)
    {
        switch (kind)
        {
            case GenerateType.VersionTolerant or GenerateType.CircularReference:
                Objection = $"{type} is {kind}, whose payloads can send the reader back to what it has read";
                return [];
            case GenerateType.Collection:
                return type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
                    .Select(i => i.GetGenericArguments()[0]);
            case GenerateType.NoGenerate:
                return null;
            default:
                return type.IsInterface || type.IsAbstract
                    ? type.GetCustomAttributes<MemoryPackUnionAttribute>().Select(union => union.Type)
                    : MembersOf(type);
        }
    }

    /// <summary>The members that MemoryPack's generator takes: what is public and not ignored, and what is included.</summary>
    private IEnumerable<Type> MembersOf(Type type)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            foreach (var member in declaring.GetMembers(All))
            {
                var (memberType, isPublic) = member switch
                {
                    FieldInfo field => (field.FieldType, field.IsPublic),
                    PropertyInfo property when property.GetIndexParameters().Length == 0 =>
                        (property.PropertyType, property.GetAccessors().Length > 0),
                    _ => (null, false),
                };
                if (memberType is null || member.IsDefined(typeof(MemoryPackIgnoreAttribute)) ||
                    !(isPublic || member.IsDefined(typeof(MemoryPackIncludeAttribute))))
                    continue;
                if (member.GetCustomAttributes().FirstOrDefault(IsCustomFormatter) is { } formatter)
                    Objection ??= $"{type}.{member.Name} is read by {formatter.GetType().Name}";
                yield return memberType;
            }
        }
    }

    private static bool IsCustomFormatter(Attribute attribute)
    {
        for (var type = attribute.GetType(); type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(MemoryPackCustomFormatterAttribute<,>))
                return !HarmlessFormatters.Contains(attribute.GetType());
        }

        return false;
    }

    /// <summary>MemoryPack copies such values as they are.</summary>
    private static bool IsPlainMemory(Type type)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        return type.IsPrimitive || type.IsEnum ||
            (type.IsValueType && type.GetFields(All).All(field => IsPlainMemory(field.FieldType)));
    }
}
