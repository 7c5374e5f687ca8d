package io.breakwater.ops.ctl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.surface.ProjectVersion;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/// `scripts/gatewayctl`: one command for each operator's task.
@Command(
        name = "gatewayctl",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        version = ProjectVersion.TEXT,
        usageHelpAutoWidth = true,
        description = "Operates a running gateway: tenants, keys, limits, targets, drains.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TenantsCommand.class, KeysCommand.class, OverrideCommand.class, TargetsCommand.class})
public final class GatewayCtl {
    private static final int REFUSED = 1;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// Exits with 0, with 1 if the gateway refuses or does not answer, with 2 for bad use.
    static CommandLine commandLine() {
        return new CommandLine(new GatewayCtl()).setExecutionExceptionHandler((trouble, command, _) -> {
            if (!(trouble instanceof CtlException)) {
                throw trouble;
            }
            command.getErr().println("gatewayctl: " + trouble.getMessage());
            command.getErr().flush();
            return trouble instanceof Misuse ? ExitCode.USAGE : REFUSED;
        });
    }

    @Command(name = "endpoint", description = "Where a deployed gateway answers, how to get a key, and a first call.")
    int endpoint(@Mixin Access access) {
        return access.endpoint();
    }

    @Command(name = "tenant", description = "One tenant: limits, use and holds, overrides, keys.")
    int tenant(@Mixin Access access, @Parameters(paramLabel = "TENANT") String tenant) {
        return access.show("GET", "tenants/" + UrlNames.one(tenant), AnswerTexts::tenant);
    }

    @Command(name = "usage", description = "Use and holds of all tenants.")
    int usage(@Mixin Access access) {
        return access.showAll("usage", AnswerTexts::usage);
    }

    @Command(name = "suspend", description = "Refuses a tenant's requests from the next one on.")
    int suspend(@Mixin Access access, @Parameters(paramLabel = "TENANT") String tenant) {
        return access.show("PUT", "tenants/" + UrlNames.one(tenant) + "/suspension", AnswerTexts::amended);
    }

    @Command(name = "resume", description = "Ends a suspension.")
    int resume(@Mixin Access access, @Parameters(paramLabel = "TENANT") String tenant) {
        return access.show("DELETE", "tenants/" + UrlNames.one(tenant) + "/suspension", AnswerTexts::amended);
    }

    @Command(name = "drain", description = "Sends no new calls to a shard, or to a target SHARD/REGION/PROFILE.")
    int drain(@Mixin Access access, @Mixin EndTime when, @Parameters(paramLabel = "NAME") String name) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        when.end(InstantSource.system()).ifPresent(end -> body.put("until", end.toString()));
        return access.show("PUT", "drains/" + UrlNames.target(name), body, AnswerTexts::drain);
    }

    @Command(name = "undrain", description = "Brings a shard or target back.")
    int undrain(@Mixin Access access, @Parameters(paramLabel = "NAME") String name) {
        return access.show("DELETE", "drains/" + UrlNames.target(name), AnswerTexts::drain);
    }

    @Command(name = "drains", description = "The drained shards and targets, since when and by whom.")
    int drains(@Mixin Access access) {
        return access.show("GET", "drains", AnswerTexts::drains);
    }
}
