namespace Bus.Examples.Chat;

/// <summary>What people say.</summary>
internal static class SmallTalk
{
    private static readonly string[] Lines =
    [
        "Good morning, everybody!",
        "Did it rain where you are?",
        "It has been raining since Tuesday.",
        "I have just made coffee.",
        "Is there any cake left?",
        "There was, a moment ago.",
        "The train was late again.",
        "Mine did not come at all.",
        "Has anybody seen my umbrella?",
        "It stands behind the door.",
        "That one has a hole in it.",
        "Then it is yours.",
        "What are we having for lunch?",
        "Soup, if I may choose.",
        "We had soup yesterday.",
        "It was good soup, though.",
        "The build is green.",
        "On whose machine?",
        "I have to go in a minute.",
        "See you tomorrow, then.",
    ];

    public static string Line(int number) => Lines[number % Lines.Length];
}
