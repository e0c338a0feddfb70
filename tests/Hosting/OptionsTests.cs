using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Bus.Hosting.Tests;

/// <summary>Options that are wrong are refused before anything starts, by name, with the value and what is allowed.</summary>
public sealed class OptionsTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    public void A_port_out_of_range(int port) => IsRefused(new() { Port = port }, $"BusOptions.Port = {port} is out of range: 1 to 65,535, or 0 for a free one.");

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("../etc")]
    public void A_hostname_that_is_none(string hostname) => IsRefused(new() { Hostname = hostname }, $"BusOptions.Hostname = '{hostname}' is not a bus host: ");

    [Fact]
    public void A_mechanism_that_there_is_not()
    {
        IsRefused(new() { Mechanism = "carrier-pigeon" }, "BusOptions.Mechanism", "carrier-pigeon", "memfd");
        IsRefused(new() { Accept = ["memfd", "carrier-pigeon"] }, "BusOptions.Accept", "carrier-pigeon", "memfd");
        IsRefused(new() { Accept = ["auto"] }, "BusOptions.Accept", "auto");
    }

    [Fact]
    public void A_list_of_nothing()
    {
        IsRefused(new() { Accept = [] }, "BusOptions.Accept = [] is empty");
        IsRefused(new() { AllowedUserIds = [] }, "BusOptions.AllowedUserIds = [] is empty");
    }

    [Fact]
    public void A_folder_that_depends_on_where_a_process_was_started() =>
        IsRefused(new() { Directory = "run/bus" }, "BusOptions.Directory = 'run/bus' is not an absolute path");

    [Fact]
    public void Everything_that_is_set_is_in_the_hocon_and_nothing_else()
    {
        var builder = Builder().WithBus(new BusOptions
        {
            Hostname = "here",
            Port = 4003,
            Mechanism = "auto",
            Accept = ["unix", "memfd"],
            Directory = "/tmp/with \"quotes\" and \\",
            AllowedUserIds = [0, 1000],
            Lanes = false,
        });
        var ipc = builder.Configuration.Value.GetConfig("akka.remote.ipc");
        Assert.Equal("here", ipc.GetString("hostname"));
        Assert.Equal(4003, ipc.GetInt("port"));
        Assert.Equal("auto", ipc.GetString("mechanism"));
        Assert.Equal(["unix", "memfd"], ipc.GetStringList("accept"));
        Assert.Equal("/tmp/with \"quotes\" and \\", ipc.GetString("directory"));
        Assert.Equal([0, 1000], ipc.GetIntList("allowed-uids"));
        Assert.False(builder.Configuration.Value.GetBoolean("bus.lanes.enabled"));
        Assert.False(Builder().WithBus().Configuration.Value.HasPath("akka.remote.ipc"));
    }

    private static AkkaConfigurationBuilder Builder() => new(new ServiceCollection(), "Only");

    private static void IsRefused(BusOptions options, params string[] says)
    {
        var refusal = Assert.Throws<BusOptionsException>(() => Builder().WithBus(options));
        Assert.All(says, text => Assert.Contains(text, refusal.Message));
    }
}
