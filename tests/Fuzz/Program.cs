using System.CommandLine;
using Bus.Fuzz;

Option<string> target = new("--target") { Description = "Which one: " + string.Join(", ", FuzzTargets.All.Select(t => t.Name)) + ", or all", DefaultValueFactory = _ => "all" };
Option<long> runs = new("--runs") { Description = "Runs for each target", DefaultValueFactory = _ => 1_000_000 };
Option<int> seed = new("--seed") { Description = "Where the random inputs start; the same seed gives the same inputs", DefaultValueFactory = _ => 1 };

RootCommand root = new("Feeds hostile bytes into everything that reads what another process wrote.") { target, runs, seed };
root.SetAction(arguments =>
{
    var name = arguments.GetRequiredValue(target);
    var chosen = FuzzTargets.All.Where(t => name == "all" || t.Name == name).ToArray();
    if (chosen.Length == 0)
    {
        Console.Error.WriteLine($"There is no target '{name}'.");
        return 2;
    }

    var failed = false;
    foreach (var one in chosen)
    {
        var result = FuzzRunner.Run(one, arguments.GetRequiredValue(runs), arguments.GetRequiredValue(seed));
        Console.WriteLine(result);
        failed |= result.Failure is not null;
    }

    return failed ? 1 : 0;
});
return root.Parse(args).Invoke();
