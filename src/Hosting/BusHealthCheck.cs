using Akka.Hosting;
using Bus.Transports;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bus.Hosting;

/// <summary>Healthy while others can find and dial this system. Costs two system calls on files.</summary>
internal sealed class BusHealthCheck : IAkkaHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(AkkaHealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var system = context.ActorSystem;
        var problem = system.WhenTerminated.IsCompleted ? $"{system.Name} has terminated."
            : IpcTransport.Of(system) is { } transport ? transport.ProblemWithListening()
            : $"{system.Name} does not listen: akka.remote.enabled-transports has no akka.remote.ipc, or it has not started.";
        return Task.FromResult(problem is null
            ? HealthCheckResult.Healthy($"{system.Name} is on the bus.")
            : new HealthCheckResult(context.Registration.FailureStatus, problem));
    }
}
